#define _GNU_SOURCE
#include "filter.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "frames.h"

#if defined(__x86_64__)
enum { ARCHITECTURE = AUDIT_ARCH_X86_64, FOREIGN_CALLS = 0x40000000 };  // x32
#elif defined(__aarch64__)
enum { ARCHITECTURE = AUDIT_ARCH_AARCH64, FOREIGN_CALLS = 0x7fffffff };
#else
enum { ARCHITECTURE = 0, FOREIGN_CALLS = 0 };
#endif

#define LOAD(member) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, member))
#define ARGUMENT(i) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[i]))
#define REFUSE(error) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error))
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
// Skips `count` instructions unless the accumulator equals `value`.
#define UNLESS(value, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (count))
#define IF(value, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), (count), 0)
#define DENY(call, error) UNLESS(SYS_##call, 1), REFUSE(error)

static const unsigned new_namespaces = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET |
                                       CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWCGROUP;

static const struct sock_filter opening[] = {
    LOAD(arch),
    IF(ARCHITECTURE, 1),
    REFUSE(ENOSYS),
    LOAD(nr),
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, FOREIGN_CALLS, 0, 1),
    REFUSE(ENOSYS),
};

// Memory that belongs to no process: nobody sees it but a control group.
static const struct sock_filter against_hidden_memory[] = {
    DENY(memfd_create, ENOSYS),
    DENY(shmget, ENOSYS),
};

static const struct sock_filter rest[] = {
    // Entry points with a history of kernel bugs that no sample needs.
    DENY(io_uring_setup, ENOSYS),
    DENY(io_uring_enter, ENOSYS),
    DENY(io_uring_register, ENOSYS),
    DENY(bpf, EPERM),
    DENY(perf_event_open, EPERM),
    DENY(userfaultfd, EPERM),
    DENY(keyctl, EPERM),
    DENY(add_key, EPERM),
    DENY(request_key, EPERM),
    DENY(quotactl, EPERM),
    DENY(syslog, EPERM),
    DENY(acct, EPERM),
    DENY(swapon, EPERM),
    DENY(swapoff, EPERM),
    DENY(reboot, EPERM),
    DENY(kexec_load, EPERM),
    DENY(kexec_file_load, EPERM),
    DENY(init_module, EPERM),
    DENY(finit_module, EPERM),
    DENY(delete_module, EPERM),

    // Other processes, and names for files outside.
    DENY(ptrace, EPERM),
    DENY(process_vm_readv, EPERM),
    DENY(process_vm_writev, EPERM),
    DENY(name_to_handle_at, EPERM),
    DENY(open_by_handle_at, EPERM),

    // Mounts and namespaces. clone3 hides its flags behind a pointer; without it libc uses clone.
    DENY(mount, EPERM),
    DENY(umount2, EPERM),
    DENY(pivot_root, EPERM),
    DENY(chroot, EPERM),
    DENY(fsopen, EPERM),
    DENY(fsmount, EPERM),
    DENY(open_tree, EPERM),
    DENY(move_mount, EPERM),
    DENY(unshare, EPERM),
    DENY(setns, EPERM),
    DENY(clone3, ENOSYS),
    UNLESS(SYS_clone, 4),
    ARGUMENT(0),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, new_namespaces, 0, 1),
    REFUSE(EPERM),
    ALLOW,

    // Only the socket families that stay inside the network namespace.
    UNLESS(SYS_socket, 7),
    ARGUMENT(0),
    IF(AF_UNIX, 4),
    IF(AF_INET, 3),
    IF(AF_INET6, 2),
    IF(AF_NETLINK, 1),
    REFUSE(EAFNOSUPPORT),
    ALLOW,

    // Typing into a terminal on someone's behalf.
    UNLESS(SYS_ioctl, 5),
    ARGUMENT(1),
    UNLESS(TIOCSTI, 1),
    REFUSE(EPERM),
    UNLESS(TIOCLINUX, 1),
    REFUSE(EPERM),
    ALLOW,
};

// Bubblewrap loads the program from the descriptor. Jumps stay within their part.
int open_filter(bool memory_is_accounted) {
    if (ARCHITECTURE == 0) return -1;
    int fd = memfd_create("filter", MFD_CLOEXEC);
    if (fd < 0) return -1;
    bool written = write_all(fd, opening, sizeof opening);
    if (!memory_is_accounted)
        written = written && write_all(fd, against_hidden_memory, sizeof against_hidden_memory);
    if (!written || !write_all(fd, rest, sizeof rest) || lseek(fd, 0, SEEK_SET) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}
