#define _GNU_SOURCE
#include "handout.h"

#include <string.h>
#include <sys/socket.h>

union control {
    char bytes[CMSG_SPACE(sizeof(int) * MOST_HANDED_OUT)];
    struct cmsghdr aligned;
};

bool hand_out(int socket, const struct handout *handout) {
    size_t size = handout->count * sizeof(int);
    char kind = (char)handout->kind;
    struct iovec part = {&kind, 1};
    union control control = {0};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1,
        .msg_control = &control, .msg_controllen = CMSG_SPACE(size)};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(size);
    memcpy(CMSG_DATA(header), handout->fds, size);
    return sendmsg(socket, &message, MSG_NOSIGNAL) == 1;
}

struct handout take_handout(int socket) {
    struct handout handout = {.kind = NO_HANDOUT};
    char kind;
    struct iovec part = {&kind, 1};
    union control control = {0};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1,
        .msg_control = &control, .msg_controllen = sizeof control.bytes};
    if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT) <= 0) return handout;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (!header || header->cmsg_type != SCM_RIGHTS) return handout;
    handout.kind = (enum handout_kind)kind;
    handout.count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    memcpy(handout.fds, CMSG_DATA(header), handout.count * sizeof(int));
    return handout;
}
