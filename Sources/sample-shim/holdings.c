#define _GNU_SOURCE
#include "holdings.h"

#include <fcntl.h>
#include <linux/netlink.h>
#include <sys/socket.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "sockets.h"

enum { NAME_SIZE = 2048 };

// A socket that asks about sockets belongs to the network namespace that it was made in, no matter
// who uses it. It is passed out first, followed by the folders.
void hand_out_holdings(int socket_out, const struct list *folders) {
    if (folders->count == 0) return;
    struct handout handout = {.kind = HANDOUT_HOLDINGS};
    int question = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_SOCK_DIAG);
    if (question < 0) return;
    handout.fds[handout.count++] = question;
    for (size_t i = 0; i < folders->count && handout.count < MOST_HANDED_OUT; i++) {
        int folder = open(folders->items[i].start, O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (folder >= 0) handout.fds[handout.count++] = folder;
    }
    hand_out(socket_out, &handout);
    for (size_t i = 0; i < handout.count; i++) close(handout.fds[i]);
}

struct in_folders memory_in_folders(const struct handout *holdings) {
    struct in_folders sum = {0};
    for (size_t i = 1; i < holdings->count; i++) {
        struct statfs status;
        if (fstatfs(holdings->fds[i], &status) < 0) continue;
        sum.contents += (long long)(status.f_blocks - status.f_bfree) * (long long)status.f_bsize;
        sum.names += (long long)(status.f_files - status.f_ffree) * NAME_SIZE;
    }
    return sum;
}

long long memory_in_sockets(const struct handout *holdings, long long enough) {
    return holdings->count > 0 ? memory_of_sockets(holdings->fds[0], enough) : 0;
}
