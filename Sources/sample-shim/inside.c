#include "inside.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "descriptors.h"
#include "follow.h"
#include "frames.h"
#include "holdings.h"
#include "labels.h"

struct specification {
    struct list arguments;
    struct list environment;
    struct list folders;  // the writable folders, which are in memory
    struct bytes directory;
    struct bytes artifact;  // a file to pass out after the program has succeeded
    long long tasks, files, file_size, artifact_limit, labels, notes, follows;
};

// The result that the child passes to its parent through shared memory.
struct launch {
    long long started;
    int error;
};

static bool read_specification(struct specification *specification) {
    static struct reader reader = {.fd = FD_SPECIFICATION};
    const struct {
        const char *name;
        long long *number;
    } numbers[] = {
        {"artifactlimit", &specification->artifact_limit}, {"tasks", &specification->tasks},
        {"files", &specification->files},                  {"filesize", &specification->file_size},
        {"labels", &specification->labels},                {"notes", &specification->notes},
        {"follow", &specification->follows},
    };
    struct field field;
    while (read_field(&reader, &field) == READ_FIELD) {
        const char *name = field.name;
        struct bytes value = field.value;
        bool known = true;
        if (strcmp(name, "end") == 0) return specification->arguments.count > 0;
        if (strcmp(name, "argument") == 0) append(&specification->arguments, value);
        else if (strcmp(name, "environment") == 0) append(&specification->environment, value);
        else if (strcmp(name, "folder") == 0) append(&specification->folders, value);
        else if (strcmp(name, "directory") == 0) specification->directory = value;
        else if (strcmp(name, "artifact") == 0) specification->artifact = value;
        else known = false;
        for (size_t i = 0; !known && i < sizeof numbers / sizeof *numbers; i++)
            if (strcmp(name, numbers[i].name) == 0) {
                *numbers[i].number = as_number(value);
                known = true;
            }
        if (!known) return false;
    }
    return false;
}

static bool limit(__rlimit_resource_t resource, long long value) {
    if (value < 0) return true;
    struct rlimit old;
    rlim_t wanted = (rlim_t)value;
    if (getrlimit(resource, &old) == 0 && old.rlim_max < wanted) wanted = old.rlim_max;
    return setrlimit(resource, &(struct rlimit){wanted, wanted}) == 0;
}

// The kernel's memory for pending timers and signals, and for bytes in message queues, is limited.
enum { MOST_PENDING = 4096, MOST_IN_QUEUES = 1 << 20 };

static bool set_limits(const struct specification *specification) {
    return limit(RLIMIT_CORE, 0) && limit(RLIMIT_SIGPENDING, MOST_PENDING) &&
           limit(RLIMIT_MSGQUEUE, MOST_IN_QUEUES) && limit(RLIMIT_NPROC, specification->tasks) &&
           limit(RLIMIT_NOFILE, specification->files) &&
           limit(RLIMIT_FSIZE, specification->file_size);
}

static void reset_signals(void) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
}

// This runs in the child. The launcher's descriptors close with the exec, so that the sample can't
// write its own report.
static void become_sample(const struct specification *specification, struct launch *launch) {
    setsid();
    reset_signals();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    char **arguments = as_strings(&specification->arguments);
    char **environment = as_strings(&specification->environment);
    syscall(SYS_close_range, FD_SPECIFICATION, ~0U, 1U << 2 /* CLOSE_RANGE_CLOEXEC */);
    const char *directory = specification->directory.start;
    bool ready = directory == NULL || chdir(directory) == 0;
    if (specification->labels) hand_out_listener(FD_HANDOUTS);
    dprintf(FD_REPORT, "started %lld\n", now());
    if (specification->notes) ready = dup2(FD_NOTES, FD_SAMPLE_NOTES) >= 0 && ready;
    if (ready && set_limits(specification)) {
        launch->started = now();
        execve(arguments[0], arguments, environment);
    }
    launch->error = errno;
    _exit(127);
}

// Waits for the sample, and reaps processes that its descendants leave behind. Returns false if
// there is nothing more to reap now.
static bool reap(pid_t sample, int options, int *status, struct rusage *usage) {
    for (;;) {
        pid_t ended = wait4(-1, status, __WALL | options, usage);
        if (ended == sample) return true;
        if (ended == 0) return false;
        if (ended < 0 && errno != EINTR) {
            *status = -1;
            return true;
        }
    }
}

static int wait_for(pid_t sample, bool follows, struct rusage *usage) {
    int status;
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    while (!reap(sample, follows ? WNOHANG : 0, &status, usage)) {
        long long pause = follow_threads(FD_NOTES);
        struct timespec patience = {pause / 1000000000, pause % 1000000000};
        sigtimedwait(&child, NULL, &patience);
    }
    return status;
}

static void report(
    int status, const struct launch *launch, long long ended, const struct rusage *usage) {
    if (launch->error) {
        dprintf(FD_REPORT, "failed %d\n", launch->error);
        return;
    }
    bool exited = WIFEXITED(status);
    dprintf(
        FD_REPORT, "ended %s %d %lld %lld %lld %lld %lld %ld %ld\n",
        exited ? "exited" : "signalled", exited ? WEXITSTATUS(status) : WTERMSIG(status),
        launch->started, ended - launch->started,
        usage->ru_utime.tv_sec * 1000000LL + usage->ru_utime.tv_usec,
        usage->ru_stime.tv_sec * 1000000LL + usage->ru_stime.tv_usec,
        usage->ru_maxrss * 1024LL, usage->ru_nvcsw, usage->ru_nivcsw);
}

static void hand_out_artifact(const struct specification *specification) {
    int file = open(specification->artifact.start, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    struct stat status;
    if (file < 0 || fstat(file, &status) < 0 || !S_ISREG(status.st_mode)) return;
    if (status.st_size > specification->artifact_limit) return;
    off_t left = status.st_size;
    while (left > 0) {
        ssize_t count = sendfile(FD_ARTIFACT, file, NULL, (size_t)left);
        if (count <= 0) break;
        left -= count;
    }
    if (left != 0) (void)!ftruncate(FD_ARTIFACT, 0);
}

// Processes that outlive the sample would be killed with this process, the first of its namespace.
// The kernel then discards their processor time, and it would look like that of other programs.
// Only processes that are waited for are added up.
static void end_what_is_left(void) {
    if (getpid() != 1) return;
    kill(-1, SIGKILL);
    while (wait4(-1, NULL, __WALL, NULL) > 0 || errno == EINTR) continue;
}

int launch_sample(void) {
    // The sample has the same user. This keeps it from opening the launcher's descriptors.
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    // The kernel doesn't deliver signals to the first process unless it has a handler for them.
    reset_signals();
    struct specification specification = {.tasks = -1, .files = -1, .file_size = -1};
    struct launch *launch = mmap(
        NULL, sizeof *launch, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (launch == MAP_FAILED || !read_specification(&specification)) return 65;

    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    hand_out_holdings(FD_HANDOUTS, &specification.folders);
    pid_t sample = fork();
    if (sample == 0) become_sample(&specification, launch);
    struct rusage usage = {0};
    int status = sample < 0 ? -1 : wait_for(sample, specification.follows == 1, &usage);
    long long ended = now();
    if (status == -1) launch->error = errno ? errno : ECHILD;
    report(status, launch, ended, &usage);
    if (status == 0 && specification.artifact.start) hand_out_artifact(&specification);
    end_what_is_left();
    return 0;
}
