#define _GNU_SOURCE
#include "filter.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/ioprio.h>
#include <linux/netlink.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "frames.h"

#if defined(__x86_64__)
enum { ARCHITECTURE = AUDIT_ARCH_X86_64 };
#elif defined(__aarch64__)
enum { ARCHITECTURE = AUDIT_ARCH_AARCH64 };
#else
enum { ARCHITECTURE = 0 };
#endif

// removexattrat. Calls that were added to Linux later, which nobody has examined, are reported as
// missing. So are the calls of x32, which have large numbers.
enum { NEWEST_CALL = 466 };

// These are newer than the headers of some systems. The numbers are the same for all instruction
// sets.
enum {
    CALL_pidfd_getfd = 438,
    CALL_process_madvise = 440,
    CALL_mount_setattr = 442,
    CALL_quotactl_fd = 443,
    CALL_landlock_create_ruleset = 444,
    CALL_landlock_add_rule = 445,
    CALL_landlock_restrict_self = 446,
    CALL_memfd_secret = 447,
    CALL_process_mrelease = 448,
};

enum { LAUNCHER = 1 };  // the number of its process and its only thread, as the sample sees it

#define LOAD(member) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, member))
// Both supported architectures are little-endian.
#define ARGUMENT(i) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[i]))
#define UPPER_HALF(i) \
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[i]) + 4)
#define REFUSE(error) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error))
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
// Skips `count` instructions unless the accumulator equals `value`.
#define UNLESS(value, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (count))
#define IF(value, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), (count), 0)
// Skips `count` instructions unless the accumulator is greater than `value`.
#define UNLESS_ABOVE(value, count) BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, (value), 0, (count))
#define DENY(call, error) UNLESS(SYS_##call, 1), REFUSE(error)
#define DENY_NEW(call, error) UNLESS(CALL_##call, 1), REFUSE(error)
// Denies a call whose argument number `i` names the launcher.
#define SPARE_LAUNCHER(call, i) \
    UNLESS(SYS_##call, 4), ARGUMENT(i), UNLESS(LAUNCHER, 1), REFUSE(EPERM), ALLOW
// Does the same for calls in which `everybody` as first argument means all processes of the user.
#define SPARE_LAUNCHER_AMONG(call, everybody)                                              \
    UNLESS(SYS_##call, 6), ARGUMENT(0), IF(everybody, 2), ARGUMENT(1), UNLESS(LAUNCHER, 1), \
        REFUSE(EPERM), ALLOW

static const unsigned new_namespaces = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET |
                                       CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWCGROUP;

static const struct sock_filter opening[] = {
    LOAD(arch),
    IF(ARCHITECTURE, 1),
    REFUSE(ENOSYS),
    LOAD(nr),
    UNLESS_ABOVE(NEWEST_CALL, 1),
    REFUSE(ENOSYS),
};

// These calls allocate memory that belongs to no process, and that only a control group counts.
// Pipes may have their default size.
static const struct sock_filter against_hidden_memory[] = {
    DENY(memfd_create, ENOSYS),
    DENY(shmget, ENOSYS),
    DENY(semget, ENOSYS),
    DENY(msgget, ENOSYS),
    UNLESS(SYS_fcntl, 6),
    ARGUMENT(1),
    UNLESS(F_SETPIPE_SZ, 3),
    ARGUMENT(2),
    UNLESS_ABOVE(65536, 1),
    REFUSE(EPERM),
    ALLOW,
};

static const struct sock_filter rest[] = {
    // These entry points have a history of kernel bugs, and no sample needs them.
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
    DENY(fanotify_init, EPERM),
    DENY_NEW(quotactl_fd, EPERM),
    // Memory that the kernel can't reach, and rules that it stores without a limit.
    DENY_NEW(memfd_secret, ENOSYS),
    DENY_NEW(landlock_create_ruleset, ENOSYS),
    DENY_NEW(landlock_add_rule, ENOSYS),
    DENY_NEW(landlock_restrict_self, ENOSYS),

    // These calls affect other processes, above all the launcher, which has the sample's own user.
    DENY(ptrace, EPERM),
    DENY(process_vm_readv, EPERM),
    DENY(process_vm_writev, EPERM),
    DENY(kcmp, EPERM),
    DENY_NEW(pidfd_getfd, EPERM),
    DENY_NEW(process_madvise, EPERM),
    DENY_NEW(process_mrelease, EPERM),
    // A process may set its own limits, by number 0, and read those of others.
    UNLESS(SYS_prlimit64, 8),
    ARGUMENT(0),
    IF(0, 5),
    ARGUMENT(2),
    UNLESS(0, 2),
    UPPER_HALF(2),
    IF(0, 1),
    REFUSE(EPERM),
    ALLOW,
    SPARE_LAUNCHER(sched_setaffinity, 0),
    SPARE_LAUNCHER(sched_setscheduler, 0),
    SPARE_LAUNCHER(sched_setparam, 0),
    SPARE_LAUNCHER(sched_setattr, 0),
    SPARE_LAUNCHER(migrate_pages, 0),
    SPARE_LAUNCHER(move_pages, 0),
    SPARE_LAUNCHER_AMONG(setpriority, PRIO_USER),
    SPARE_LAUNCHER_AMONG(ioprio_set, IOPRIO_WHO_USER),

    // These calls can name files outside.
    DENY(name_to_handle_at, EPERM),
    DENY(open_by_handle_at, EPERM),

    // Mounts and namespaces. clone3 passes its flags by a pointer; without it libc uses clone.
    DENY(mount, EPERM),
    DENY(umount2, EPERM),
    DENY(pivot_root, EPERM),
    DENY(chroot, EPERM),
    DENY(fsopen, EPERM),
    DENY(fspick, EPERM),
    DENY(fsconfig, EPERM),
    DENY(fsmount, EPERM),
    DENY_NEW(mount_setattr, EPERM),
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

    // Only the socket families that stay inside the network namespace are allowed, and of their
    // protocols those that programs use. The others would make the kernel load modules.
    UNLESS(SYS_socket, 16),
    ARGUMENT(0),
    IF(AF_UNIX, 13),
    IF(AF_INET, 3),
    IF(AF_INET6, 2),
    IF(AF_NETLINK, 6),
    REFUSE(EAFNOSUPPORT),
    ARGUMENT(2),
    IF(0, 7),
    IF(IPPROTO_TCP, 6),
    IF(IPPROTO_UDP, 5),
    REFUSE(EPROTONOSUPPORT),
    ARGUMENT(2),
    IF(NETLINK_ROUTE, 2),
    IF(NETLINK_SOCK_DIAG, 1),
    REFUSE(EPROTONOSUPPORT),
    ALLOW,
    UNLESS(SYS_socketpair, 4),
    ARGUMENT(0),
    IF(AF_UNIX, 1),
    REFUSE(EAFNOSUPPORT),
    ALLOW,

    // This would type into a terminal as if the user did.
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
