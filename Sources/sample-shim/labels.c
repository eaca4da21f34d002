#define _GNU_SOURCE
#include "labels.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LOAD(offset) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (offset))
#define UNLESS(value, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (count))
#define IF(value, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), (count), 0)
#define GIVE(result) BPF_STMT(BPF_RET | BPF_K, (result))

static struct sock_filter program[] = {
    LOAD(offsetof(struct seccomp_data, nr)),
    IF(SYS_write, 1),
    UNLESS(SYS_writev, 3),
    LOAD(offsetof(struct seccomp_data, args[0])),
    UNLESS(STDERR_FILENO, 1),
    GIVE(SECCOMP_RET_USER_NOTIF),
    GIVE(SECCOMP_RET_ALLOW),
};

union control {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr aligned;
};

void hand_out_listener(int socket) {
    struct sock_fprog filter = {sizeof program / sizeof *program, program};
    int listener = (int)syscall(
        SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter);
    if (listener < 0) return;
    char byte = 0;
    struct iovec part = {&byte, 1};
    union control control = {0};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1,
        .msg_control = &control, .msg_controllen = sizeof control.bytes};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof listener);
    memcpy(CMSG_DATA(header), &listener, sizeof listener);
    sendmsg(socket, &message, MSG_NOSIGNAL);
    close(listener);
}

int take_listener(int socket) {
    char byte;
    struct iovec part = {&byte, 1};
    union control control = {0};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1,
        .msg_control = &control, .msg_controllen = sizeof control.bytes};
    if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT) <= 0) return -1;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (!header || header->cmsg_type != SCM_RIGHTS) return -1;
    int listener;
    memcpy(&listener, CMSG_DATA(header), sizeof listener);
    return listener;
}

bool next_announced(int listener, struct announced *announced) {
    struct seccomp_notif notification = {0};
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &notification) < 0) return false;
    announced->id = notification.id;
    announced->thread = (pid_t)notification.pid;
    announced->length = notification.data.nr == SYS_write ? notification.data.args[2] : 1;
    return true;
}

bool goes_to(const struct announced *announced, ino_t pipe) {
    char path[64];
    struct stat status;
    snprintf(path, sizeof path, "/proc/%d/fd/2", announced->thread);
    return stat(path, &status) == 0 && S_ISFIFO(status.st_mode) && status.st_ino == pipe;
}

void let_go(int listener, const struct announced *announced) {
    struct seccomp_notif_resp answer = {
        .id = announced->id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
}
