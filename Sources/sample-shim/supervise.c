#define _GNU_SOURCE
#include "supervise.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "labels.h"
#include "watch.h"

enum {
    TICK = 10,                       // milliseconds between looks at memory and processes
    ANNOUNCED_WRITE_PATIENCE = 50,   // milliseconds until an announced write is given up
    LONGEST_REPORT = 1024,
};

struct run {
    const struct job *job;
    struct sandbox *sandbox;
    struct outcome *outcome;
    int listener;
    ino_t error_pipe;
    size_t announced;          // bytes that must come on `error` before `output` is read again
    long long announced_until;
    long long began, next_look, next_full_look;
    long long tasks_before, available_before;  // on the machine
    unsigned looks;
    char report[LONGEST_REPORT];
    size_t report_length;
};

static volatile sig_atomic_t is_told_to_end;

static void note_end(int number) {
    (void)number;
    is_told_to_end = 1;
}

// While a job runs, SIGTERM arrives only where the loop waits, and means to clear up first.
static void hold_termination(bool hold) {
    sigset_t termination;
    sigemptyset(&termination);
    sigaddset(&termination, SIGTERM);
    if (hold) sigprocmask(SIG_BLOCK, &termination, NULL);
    sigaction(SIGTERM, &(struct sigaction){.sa_handler = hold ? note_end : SIG_DFL}, NULL);
    if (!hold) sigprocmask(SIG_UNBLOCK, &termination, NULL);
}

static void give_up_if_abandoned(struct run *run, const struct pollfd *input) {
    if (!is_told_to_end && !(input->revents & (POLLHUP | POLLERR | POLLNVAL))) return;
    end_sandbox(run->sandbox);
    _exit(1);
}

static void stop(struct run *run, enum ending ending) {
    if (run->outcome->ending == ENDED_UNKNOWN) run->outcome->ending = ending;
}

// Reads what is there. Gives the count, 0 at the end of the stream, -1 when there is nothing now.
static ssize_t take_output(struct run *run, int fd, int stream) {
    char buffer[65536];
    ssize_t count;
    do count = read(fd, buffer, sizeof buffer);
    while (count < 0 && errno == EINTR);
    if (count <= 0) return count;
    size_t left = (size_t)run->job->output_limit - run->outcome->capture.total;
    size_t taken = (size_t)count < left ? (size_t)count : left;
    add_output(&run->outcome->capture, buffer, taken, now(), stream);
    if ((size_t)count > left) stop(run, TOO_MUCH_OUTPUT);
    return count;
}

static bool is_stopped(const struct run *run) { return run->outcome->ending != ENDED_UNKNOWN; }

// Closes the descriptor at its end, so that it is not polled any more.
static void drain_output(struct run *run, int *fd, int stream) {
    ssize_t count;
    if (*fd < 0) return;
    do count = take_output(run, *fd, stream);
    while (count > 0 && !is_stopped(run));
    if (count == 0) {
        close(*fd);
        *fd = -1;
    }
}

static void read_error(struct run *run) {
    ssize_t count = take_output(run, run->sandbox->error, STDERR_FILENO);
    if (count > 0) run->announced -= (size_t)count < run->announced ? (size_t)count : run->announced;
    if (count == 0) {
        close(run->sandbox->error);
        run->sandbox->error = -1;
        run->announced = 0;
    }
}

static void answer_announced(struct run *run) {
    struct announced announced;
    if (!next_announced(run->listener, &announced)) return;
    drain_output(run, &run->sandbox->output, STDOUT_FILENO);
    if (announced.length > 0 && goes_to(&announced, run->error_pipe)) {
        run->announced += announced.length;
        run->announced_until = now() + ANNOUNCED_WRITE_PATIENCE * 1000000LL;
    }
    let_go(run->listener, &announced);
}

static void read_report(struct run *run) {
    ssize_t count = read(
        run->sandbox->report, run->report + run->report_length, LONGEST_REPORT - 1 - run->report_length);
    if (count <= 0) {
        close(run->sandbox->report);
        run->sandbox->report = -1;
        return;
    }
    run->report_length += (size_t)count;
    run->report[run->report_length] = 0;
    sscanf(run->report, "started %lld", &run->outcome->started);
    if (run->listener < 0 && run->sandbox->listener_socket >= 0) {
        run->listener = take_listener(run->sandbox->listener_socket);
        run->outcome->labelled |= run->listener >= 0;
    }
}

static void read_notes(struct run *run) {
    struct outcome *outcome = run->outcome;
    char buffer[65536];
    ssize_t count = read(run->sandbox->notes, buffer, sizeof buffer);
    if (count <= 0) {
        close(run->sandbox->notes);
        run->sandbox->notes = -1;
        return;
    }
    size_t left = (size_t)run->job->notes_limit - outcome->notes_length;
    size_t taken = (size_t)count < left ? (size_t)count : left;
    outcome->notes_cut = outcome->notes_cut || taken < (size_t)count;
    char *longer = realloc(outcome->notes, outcome->notes_length + taken + 1);
    if (!longer) abort();
    memcpy(longer + outcome->notes_length, buffer, taken);
    outcome->notes = longer;
    outcome->notes_length += taken;
}

// Bubblewrap and the launcher are two of the processes.
static long long allowed_processes(const struct job *job) {
    return job->process_limit ? job->process_limit + 2 : LLONG_MAX - 1;
}

// Shared pages make a tree look bigger than it is; then the machine's own memory decides.
static bool is_too_big(const struct run *run, long long memory) {
    long long limit = run->job->memory_limit;
    if (limit == 0 || memory <= limit) return false;
    return memory > 2 * limit || run->available_before - available_memory() > limit / 2;
}

static void look_at_tree(struct run *run, bool sums_memory) {
    long long processes = allowed_processes(run->job);
    bool thorough = run->looks++ % 16 == 15;
    struct tree_usage usage = usage_below(getpid(), run->sandbox->process, processes + 1, thorough);
    if (usage.processes > processes) stop(run, TOO_MANY_PROCESSES);
    else if (sums_memory && is_too_big(run, usage.memory)) stop(run, OUT_OF_MEMORY);
}

// Where there is a control group, the kernel holds the limits and this only notices.
static void look_for_excess(struct run *run) {
    const struct cgroup *group = &run->sandbox->group;
    long long began = own_processor_time(), pause = 0;
    if (group->version) {
        if (out_of_memory_kills(group) > 0) stop(run, OUT_OF_MEMORY);
        else if (tasks_in(group) > allowed_processes(run->job)) look_at_tree(run, false);
    } else if (now() >= run->next_full_look ||
               tasks_on_machine() - run->tasks_before > allowed_processes(run->job)) {
        look_at_tree(run, true);
        // Looking must not cost more than a few per cent of one processor.
        pause = 20 * (own_processor_time() - began);
        run->next_full_look = now() + TICK * 1000000LL + pause;
    }
    run->next_look = now() + TICK * 1000000LL;
}

static struct timespec until(long long moment) {
    long long left = moment - now();
    if (left < 0) left = 0;
    return (struct timespec){left / 1000000000, left % 1000000000};
}

static long long earliest(long long a, long long b) { return a < b ? a : b; }

static bool has_ended(const struct run *run, const struct pollfd *process) {
    if (process->fd >= 0) return process->revents != 0;
    siginfo_t info = {0};
    int options = WEXITED | WNOHANG | WNOWAIT;
    return waitid(P_PID, (id_t)run->sandbox->process, &info, options) < 0 || info.si_pid != 0;
}

static void watch(struct run *run) {
    struct sandbox *sandbox = run->sandbox;
    int process = (int)syscall(SYS_pidfd_open, sandbox->process, 0);
    long long deadline = run->began + run->job->wall_milliseconds * 1000000LL;
    enum { INPUT, PROCESS, OUTPUT, ERROR, LISTENER, REPORT, NOTES, STATUS, COUNT };
    while (!is_stopped(run)) {
        bool waits_for_error = run->announced > 0 && now() < run->announced_until;
        struct pollfd polled[COUNT] = {
            [INPUT] = {STDIN_FILENO, 0, 0},
            [PROCESS] = {process, POLLIN, 0},
            [OUTPUT] = {waits_for_error ? -1 : sandbox->output, POLLIN, 0},
            [ERROR] = {sandbox->error, POLLIN, 0},
            [LISTENER] = {run->listener, POLLIN, 0},
            [REPORT] = {sandbox->report, POLLIN, 0},
            [NOTES] = {sandbox->notes, POLLIN, 0},
            [STATUS] = {sandbox->status, POLLIN, 0},
        };
        long long wake = earliest(deadline, run->next_look);
        if (waits_for_error) wake = earliest(wake, run->announced_until);
        else run->announced = 0;
        struct timespec patience = until(wake);
        sigset_t none;
        sigemptyset(&none);
        int count = ppoll(polled, COUNT, &patience, &none);
        if (count < 0) memset(polled, 0, sizeof polled);
        if (count < 0 && errno != EINTR) break;
        give_up_if_abandoned(run, &polled[INPUT]);
        if (polled[REPORT].revents) read_report(run);
        if (polled[ERROR].revents) read_error(run);
        if (polled[OUTPUT].revents) drain_output(run, &sandbox->output, STDOUT_FILENO);
        if (polled[LISTENER].revents & POLLIN) answer_announced(run);
        else if (polled[LISTENER].revents) {
            close(run->listener);
            run->listener = -1;
        }
        if (polled[NOTES].revents) read_notes(run);
        if (polled[STATUS].revents) {
            char ignored[4096];
            if (read(sandbox->status, ignored, sizeof ignored) <= 0) {
                close(sandbox->status);
                sandbox->status = -1;
            }
        }
        if (has_ended(run, &polled[PROCESS])) break;
        long long moment = now();
        if (moment >= deadline) stop(run, TIMED_OUT);
        else if (moment >= run->next_look) look_for_excess(run);
    }
    if (process >= 0) close(process);
}

static void read_the_rest(struct run *run) {
    struct sandbox *sandbox = run->sandbox;
    while (sandbox->report >= 0 && run->report_length < LONGEST_REPORT - 1) {
        size_t before = run->report_length;
        read_report(run);
        if (run->report_length == before) break;
    }
    while (sandbox->notes >= 0) read_notes(run);
    if (run->announced > 0) drain_output(run, &sandbox->error, STDERR_FILENO);
    drain_output(run, &sandbox->output, STDOUT_FILENO);
    drain_output(run, &sandbox->error, STDERR_FILENO);
}

static void judge(struct run *run) {
    struct outcome *outcome = run->outcome;
    char how[16];
    const char *ended = strstr(run->report, "ended ");
    const char *failed = strstr(run->report, "failed ");
    if (out_of_memory_kills(&run->sandbox->group) > 0) stop(run, OUT_OF_MEMORY);
    if (ended &&
        sscanf(ended, "ended %15s %d %lld %lld %lld %lld %lld %lld %lld", how, &outcome->value,
               &outcome->started, &outcome->wall, &outcome->user, &outcome->system,
               &outcome->peak_memory, &outcome->voluntary_switches,
               &outcome->involuntary_switches) == 9)
        stop(run, strcmp(how, "exited") == 0 ? EXITED : SIGNALLED);
    if (failed && sscanf(failed, "failed %d", &outcome->value) == 1) stop(run, NOT_STARTED);
    if (!ended) outcome->wall = now() - (outcome->started ? outcome->started : run->began);
}

// Of this process and of all that it has waited for.
static long long processor_time(void) {
    struct rusage of;
    long long total = 0;
    int whose[] = {RUSAGE_SELF, RUSAGE_CHILDREN};
    for (int i = 0; i < 2; i++) {
        if (getrusage(whose[i], &of) < 0) continue;
        total += (of.ru_utime.tv_sec + of.ru_stime.tv_sec) * 1000000000LL +
                 (of.ru_utime.tv_usec + of.ru_stime.tv_usec) * 1000LL;
    }
    return total;
}

static struct outcome run_job(const struct job *job, int kept, int *artifact) {
    struct outcome outcome = {0};
    struct sandbox sandbox;
    struct stat status;
    long long processor_before = processor_time();
    *artifact = -1;
    start_capture(&outcome.capture, (size_t)job->output_head, (size_t)job->output_tail);
    if (!start_sandbox(job, kept, &sandbox)) {
        outcome.ending = NOT_STARTED;
        outcome.value = errno;
        return outcome;
    }
    struct run run = {
        .job = job, .sandbox = &sandbox, .outcome = &outcome, .listener = -1, .began = now()};
    if (sandbox.error >= 0 && fstat(sandbox.error, &status) == 0) run.error_pipe = status.st_ino;
    run.next_look = run.next_full_look = run.began + TICK * 1000000LL;
    run.tasks_before = tasks_on_machine();
    run.available_before = available_memory();
    outcome.group_version = sandbox.group.version;
    watch(&run);
    bool stopped = is_stopped(&run);
    if (!stopped) read_the_rest(&run);
    judge(&run);
    if (run.listener >= 0) close(run.listener);
    if (outcome.ending == EXITED && fstat(sandbox.artifact, &status) == 0 && status.st_size > 0)
        *artifact = dup(sandbox.artifact);
    end_sandbox(&sandbox);
    outcome.processor = processor_time() - processor_before;
    return outcome;
}

struct outcome supervise(const struct job *job, int kept, int *artifact) {
    hold_termination(true);
    struct outcome outcome = run_job(job, kept, artifact);
    hold_termination(false);
    return outcome;
}

void end_outcome(struct outcome *outcome) {
    end_capture(&outcome->capture);
    free(outcome->notes);
}
