#define _GNU_SOURCE
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "descriptors.h"
#include "filter.h"
#include "watch.h"

// Descriptors that are passed to the child, and their numbers there.
struct passed {
    int fd[FD_FIRST_DATA + 64];
    int count;
};

enum { MOST_DATA = 64, ABOVE_ALL = 128 };

static void pass(struct passed *passed, int target, int fd) {
    passed->fd[target] = fd;
    if (target >= passed->count) passed->count = target + 1;
}

static int memory_file(struct bytes content) {
    int fd = memfd_create("data", MFD_CLOEXEC);
    if (fd < 0) return -1;
    if (write_all(fd, content.start, content.length) && lseek(fd, 0, SEEK_SET) == 0) return fd;
    close(fd);
    return -1;
}

static int reopened(int fd) {
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return open(path, O_RDONLY | O_CLOEXEC);
}

// Returns a pipe, as a shell would, if the input fits into one. No writer is left behind.
static int input_file(struct bytes input) {
    int ends[2];
    if (input.length == 0) return open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (input.length > 65536 || pipe2(ends, O_CLOEXEC) < 0) return memory_file(input);
    bool written = write_all(ends[1], input.start, input.length);
    close(ends[1]);
    return written ? ends[0] : -1;
}

static bool make_pipe(struct passed *passed, int target, int *read_end) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) return false;
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    *read_end = ends[0];
    pass(passed, target, ends[1]);
    return true;
}

// With this, the sample can open its own streams by name, as in `echo > /dev/stderr`.
static bool give_to_user(const struct job *job, const struct passed *passed) {
    static const int own[] = {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO, FD_NOTES};
    struct stat status;
    for (size_t i = 0; job->user != 0 && i < sizeof own / sizeof *own; i++) {
        int fd = passed->fd[own[i]];
        if (fstat(fd, &status) < 0) return false;
        if (S_ISCHR(status.st_mode)) continue;
        if (fchown(fd, (uid_t)job->user, (gid_t)job->user) < 0) return false;
    }
    return true;
}

static bool open_descriptors(
    const struct job *job, int kept, struct passed *passed, struct sandbox *sandbox) {
    pass(passed, STDIN_FILENO, input_file(job->input));
    if (!make_pipe(passed, STDOUT_FILENO, &sandbox->output)) return false;
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) return false;
    sandbox->handouts = ends[0];
    pass(passed, FD_HANDOUTS, ends[1]);
    if (job->labels) {
        if (!make_pipe(passed, STDERR_FILENO, &sandbox->error)) return false;
    } else {
        pass(passed, STDERR_FILENO, fcntl(passed->fd[STDOUT_FILENO], F_DUPFD_CLOEXEC, 0));
    }
    pass(passed, FD_SPECIFICATION, memory_file(job->specification));
    if (!make_pipe(passed, FD_REPORT, &sandbox->report)) return false;
    pass(passed, FD_FILTER, open_filter(sandbox->group.version != 0));
    if (!make_pipe(passed, FD_STATUS, &sandbox->status)) return false;
    if (!make_pipe(passed, FD_NOTES, &sandbox->notes)) return false;
    sandbox->artifact = memfd_create("artifact", MFD_CLOEXEC);
    pass(passed, FD_ARTIFACT, fcntl(sandbox->artifact, F_DUPFD_CLOEXEC, 0));
    size_t count = job->data.count + (kept >= 0 ? 1 : 0);
    if (count > MOST_DATA) {
        errno = E2BIG;
        return false;
    }
    for (size_t i = 0; i < job->data.count; i++)
        pass(passed, FD_FIRST_DATA + (int)i, memory_file(job->data.items[i]));
    if (kept >= 0) pass(passed, FD_FIRST_DATA + (int)job->data.count, reopened(kept));
    return give_to_user(job, passed);
}

// Folders that the unprivileged user can't reach (a version manager below /root) are bound to a
// reachable path, in a mount namespace that ends with the sandbox.
static bool stage_folders(const struct job *job) {
    if (job->stages.count == 0) return true;
    int folders[16];
    if (job->stages.count > 16) return false;
    if (unshare(CLONE_NEWNS) < 0) return false;
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0) return false;
    for (size_t i = 0; i < job->stages.count; i++)
        if ((folders[i] = open(job->stages.items[i].start, O_PATH | O_CLOEXEC)) < 0) return false;
    unsigned long flags = MS_NOSUID | MS_NODEV;
    if (mount("tmpfs", "/tmp", "tmpfs", flags, "mode=0755,size=65536") < 0) return false;
    for (size_t i = 0; i < job->stages.count; i++) {
        char source[32], target[32];
        snprintf(source, sizeof source, "/proc/self/fd/%d", folders[i]);
        snprintf(target, sizeof target, "/tmp/%zu", i);
        if (mkdir(target, 0755) < 0) return false;
        if (mount(source, target, NULL, MS_BIND | MS_REC, NULL) < 0) return false;
    }
    return true;
}

// If memory runs out, the kernel kills the sample first. The sample can't undo that: it can't write
// to /proc, and only root can lower a value that root has set.
static void prefer_for_out_of_memory(void) {
    int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (fd < 0) return;
    (void)!write(fd, "1000", 4);
    close(fd);
}

static bool drop_privileges(const struct job *job) {
    if (job->user == 0) return true;
    uid_t user = (uid_t)job->user;
    return setgroups(0, NULL) == 0 && setresgid(user, user, user) == 0 &&
           setresuid(user, user, user) == 0;
}

static bool place_descriptors(const struct passed *passed) {
    int moved[FD_FIRST_DATA + MOST_DATA];
    for (int target = 0; target < passed->count; target++) {
        int fd = passed->fd[target];
        moved[target] = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, ABOVE_ALL);
        if (fd >= 0 && moved[target] < 0) return false;
    }
    for (int target = 0; target < passed->count; target++) {
        if (moved[target] < 0) close(target);
        else if (dup2(moved[target], target) < 0) return false;
    }
    return syscall(SYS_close_range, passed->count, ~0U, 0) == 0;
}

static void become_sandbox(
    const struct job *job, const struct passed *passed, pid_t supervisor) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    setsid();
    char *no_environment[] = {NULL};
    char **arguments = as_strings(&job->arguments);
    prefer_for_out_of_memory();
    bool ready = stage_folders(job) && drop_privileges(job);
    // Changing the user clears this setting, so it comes afterwards. The parent may have died
    // before it.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != supervisor) _exit(1);
    if (ready && place_descriptors(passed) && chdir("/") == 0)
        execve(arguments[0], arguments, no_environment);
    dprintf(STDERR_FILENO, "sample-shim: cannot start %s: %m\n", arguments[0]);
    _exit(126);
}

bool start_sandbox(const struct job *job, int kept, struct sandbox *sandbox) {
    *sandbox = (struct sandbox){
        .process = -1, .output = -1, .error = -1, .report = -1, .status = -1, .notes = -1,
        .artifact = -1, .handouts = -1};
    struct passed passed = {.count = 0};
    for (size_t i = 0; i < sizeof passed.fd / sizeof *passed.fd; i++) passed.fd[i] = -1;
    if (!job->without_cgroup) sandbox->group = make_group(job->memory_limit, job->task_limit);
    bool started = open_descriptors(job, kept, &passed, sandbox);
    if (started) {
        pid_t supervisor = getpid();
        sandbox->process = fork_into_group(&sandbox->group);
        if (sandbox->process == 0) become_sandbox(job, &passed, supervisor);
        started = sandbox->process > 0;
    }
    int error = errno;
    for (int target = 0; target < passed.count; target++)
        if (passed.fd[target] >= 0) close(passed.fd[target]);
    if (!started) end_sandbox(sandbox);
    errno = error;
    return started;
}

// The supervisor is a subreaper: processes that a killed process leaves behind become its children,
// so this loop ends. When the sandbox's first process ends, the kernel kills all others in it. But
// that takes a while on a busy machine, during which a sample continues; and there may be no
// sandbox.
static void kill_tree(pid_t process) {
    useconds_t waited = 0, look_after = 0;
    if (process > 0) kill(process, SIGKILL);
    for (;;) {
        pid_t ended = waitpid(-1, NULL, WNOHANG | __WALL);
        if (ended < 0 && errno == ECHILD) return;
        if (ended > 0) continue;
        if (waited >= look_after) {
            kill_below(getpid());
            look_after = look_after ? look_after * 2 : 10000;
        }
        usleep(500);
        waited += 500;
    }
}

static void close_all(struct sandbox *sandbox) {
    int fds[] = {sandbox->output, sandbox->error, sandbox->report, sandbox->status,
                 sandbox->notes, sandbox->artifact, sandbox->handouts};
    for (size_t i = 0; i < sizeof fds / sizeof *fds; i++)
        if (fds[i] >= 0) close(fds[i]);
}

void end_sandbox(struct sandbox *sandbox) {
    kill_tree(sandbox->process);
    close_all(sandbox);
    remove_group(&sandbox->group);
}
