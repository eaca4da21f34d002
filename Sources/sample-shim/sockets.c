#define _GNU_SOURCE
#include "sockets.h"

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/netlink_diag.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <sys/socket.h>

enum {
    SOCKET_SIZE = 2048,  // the size of an empty socket
    // The most that datagrams to one local socket take: eleven datagrams of the largest size that a
    // sender may use. The kernel reports the length of the first one only, and counts them for a
    // sender that may be gone.
    MOST_IN_DATAGRAMS = 4 << 20,
};

// A request for one kind of socket, and the attribute of the answer that holds its memory.
struct question {
    struct nlmsghdr header;
    union {
        struct inet_diag_req_v2 internet;
        struct unix_diag_req local;
        struct netlink_diag_req netlink;
    };
};

struct kind {
    size_t request_size, answer_size;
    unsigned short attribute;
};

static const struct kind internet = {
    sizeof(struct inet_diag_req_v2), sizeof(struct inet_diag_msg), INET_DIAG_SKMEMINFO};
static const struct kind local = {
    sizeof(struct unix_diag_req), sizeof(struct unix_diag_msg), UNIX_DIAG_MEMINFO};
static const struct kind netlink = {
    sizeof(struct netlink_diag_req), sizeof(struct netlink_diag_msg), NETLINK_DIAG_MEMINFO};

// Sent data counts until it has been read. Data that is still to be sent is included in the queue.
static long long sum_of(const unsigned *values, size_t count) {
    long long value[SK_MEMINFO_VARS] = {0};
    for (size_t i = 0; i < count && i < SK_MEMINFO_VARS; i++) value[i] = values[i];
    long long sent = value[SK_MEMINFO_WMEM_ALLOC];
    if (sent < value[SK_MEMINFO_WMEM_QUEUED]) sent = value[SK_MEMINFO_WMEM_QUEUED];
    return sent + value[SK_MEMINFO_RMEM_ALLOC] + value[SK_MEMINFO_FWD_ALLOC] +
           value[SK_MEMINFO_OPTMEM] + value[SK_MEMINFO_BACKLOG];
}

static long long waiting_in(const struct unix_diag_msg *socket, const struct unix_diag_rqlen *length) {
    if (socket->udiag_type != SOCK_DGRAM) return 2LL * length->udiag_rqueue;
    return length->udiag_rqueue > 0 ? MOST_IN_DATAGRAMS : 0;
}

static long long memory_in_answer(const struct nlmsghdr *answer, const struct kind *kind) {
    size_t before = NLMSG_ALIGN(kind->answer_size);
    if (answer->nlmsg_len < NLMSG_LENGTH(before)) return SOCKET_SIZE;
    int left = (int)(answer->nlmsg_len - NLMSG_LENGTH(before));
    const struct rtattr *attribute = (const void *)((const char *)NLMSG_DATA(answer) + before);
    long long counted = 0, waiting = 0;
    for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left)) {
        const void *data = RTA_DATA(attribute);
        size_t size = RTA_PAYLOAD(attribute);
        if (attribute->rta_type == kind->attribute)
            counted = sum_of(data, size / sizeof(unsigned));
        else if (kind == &local && attribute->rta_type == UNIX_DIAG_RQLEN)
            waiting = waiting_in(NLMSG_DATA(answer), data);
    }
    return SOCKET_SIZE + (counted > waiting ? counted : waiting);
}

// The kernel writes the next part of its answer while the last one is being read, so a part is
// always available.
static long long ask(int socket, struct question *question, const struct kind *kind) {
    _Alignas(struct nlmsghdr) char buffer[32768];
    long long sum = 0;
    question->header = (struct nlmsghdr){
        .nlmsg_len = NLMSG_LENGTH(kind->request_size), .nlmsg_type = SOCK_DIAG_BY_FAMILY,
        .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP};
    if (send(socket, question, question->header.nlmsg_len, 0) < 0) return 0;
    for (;;) {
        ssize_t length = recv(socket, buffer, sizeof buffer, 0);
        if (length <= 0) return sum;
        int left = (int)length;
        struct nlmsghdr *answer = (void *)buffer;
        for (; NLMSG_OK(answer, left); answer = NLMSG_NEXT(answer, left)) {
            if (answer->nlmsg_type != SOCK_DIAG_BY_FAMILY) return sum;
            sum += memory_in_answer(answer, kind);
        }
    }
}

static long long ask_internet(int socket, unsigned char family, unsigned char protocol) {
    struct question question = {0};
    question.internet.sdiag_family = family;
    question.internet.sdiag_protocol = protocol;
    question.internet.idiag_ext = 1 << (INET_DIAG_SKMEMINFO - 1);
    question.internet.idiag_states = ~0U;
    return ask(socket, &question, &internet);
}

static long long ask_local(int socket) {
    struct question question = {0};
    question.local.sdiag_family = AF_UNIX;
    question.local.udiag_states = ~0U;
    question.local.udiag_show = UDIAG_SHOW_MEMINFO | UDIAG_SHOW_RQLEN;
    return ask(socket, &question, &local);
}

static long long ask_netlink(int socket) {
    struct question question = {0};
    question.netlink.sdiag_family = AF_NETLINK;
    question.netlink.sdiag_protocol = NDIAG_PROTO_ALL;
    question.netlink.ndiag_show = NDIAG_SHOW_MEMINFO;
    return ask(socket, &question, &netlink);
}

// TCP connections come last, because the kernel searches a table for them that is large on a large
// machine.
long long memory_of_sockets(int socket, long long enough) {
    static const unsigned char protocols[] = {IPPROTO_UDP, IPPROTO_TCP};
    static const unsigned char families[] = {AF_INET, AF_INET6};
    long long sum = ask_local(socket) + ask_netlink(socket);
    for (size_t i = 0; i < 4 && sum < enough; i++)
        sum += ask_internet(socket, families[i % 2], protocols[i / 2]);
    return sum;
}
