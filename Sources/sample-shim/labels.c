#define _GNU_SOURCE
#include "labels.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "handout.h"

#define LOAD(offset) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (offset))
#define UNLESS(value, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (count))
#define IF(value, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), (count), 0)
#define GIVE(result) BPF_STMT(BPF_RET | BPF_K, (result))

// A sample may not add filters of its own, which would use the kernel's memory for each thread.
static struct sock_filter program[] = {
    LOAD(offsetof(struct seccomp_data, nr)),
    IF(SYS_write, 1),
    UNLESS(SYS_writev, 4),
    LOAD(offsetof(struct seccomp_data, args[0])),
    UNLESS(STDERR_FILENO, 1),
    GIVE(SECCOMP_RET_USER_NOTIF),
    GIVE(SECCOMP_RET_ALLOW),
    IF(SYS_seccomp, 3),
    UNLESS(SYS_prctl, 3),
    LOAD(offsetof(struct seccomp_data, args[0])),
    UNLESS(PR_SET_SECCOMP, 1),
    GIVE(SECCOMP_RET_ERRNO | EPERM),
    GIVE(SECCOMP_RET_ALLOW),
};

void hand_out_listener(int socket) {
    struct sock_fprog filter = {sizeof program / sizeof *program, program};
    int listener = (int)syscall(
        SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter);
    if (listener < 0) return;
    hand_out(socket, &(struct handout){HANDOUT_LABELS, {listener}, 1});
    close(listener);
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

void allow_write(int listener, const struct announced *announced) {
    struct seccomp_notif_resp answer = {
        .id = announced->id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
}
