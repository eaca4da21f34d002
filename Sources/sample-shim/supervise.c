#define _GNU_SOURCE
#include "supervise.h"

#include <errno.h>
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
#include "excess.h"
#include "run.h"
#include "streams.h"

enum { SANDBOX_START_TIMEOUT = 10000 };  // milliseconds within which the sample itself must start

static volatile sig_atomic_t is_told_to_end;

static void note_end(int number) {
    (void)number;
    is_told_to_end = 1;
}

// While a job runs, SIGTERM is delivered only where the loop waits, so that the job is cleaned up
// first.
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

static bool wait_until(long long moment, struct pollfd *polled, nfds_t count) {
    long long left = moment - now();
    if (left < 0) left = 0;
    struct timespec patience = {left / 1000000000, left % 1000000000};
    sigset_t none;
    sigemptyset(&none);
    if (ppoll(polled, count, &patience, &none) >= 0) return true;
    for (nfds_t i = 0; i < count; i++) polled[i].revents = 0;
    return errno == EINTR;
}

static void close_listener(struct run *run) {
    if (run->listener >= 0) close(run->listener);
    run->listener = -1;
}

static void close_holdings(struct run *run) {
    for (size_t i = 0; i < run->holdings.count; i++) close(run->holdings.fds[i]);
    run->holdings.count = 0;
}

// The sample's time limit counts from its own start, not from the start of the sandbox.
static long long deadline(const struct run *run) {
    long long start = run->outcome->started;
    if (start == 0) start = run->began + SANDBOX_START_TIMEOUT * 1000000LL;
    return start + run->job->wall_milliseconds * 1000000LL;
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
    enum { INPUT, PROCESS, OUTPUT, ERROR, LISTENER, REPORT, NOTES, STATUS, COUNT };
    while (!is_stopped(run)) {
        bool waits = waits_for_error(run);
        struct pollfd polled[COUNT] = {
            [INPUT] = {STDIN_FILENO, 0, 0},
            [PROCESS] = {process, POLLIN, 0},
            [OUTPUT] = {waits ? -1 : sandbox->output, POLLIN, 0},
            [ERROR] = {sandbox->error, POLLIN, 0},
            [LISTENER] = {run->listener, POLLIN, 0},
            [REPORT] = {sandbox->report, POLLIN, 0},
            [NOTES] = {sandbox->notes, POLLIN, 0},
            [STATUS] = {sandbox->status, POLLIN, 0},
        };
        long long wake = earliest(deadline(run), run->next_check);
        if (!wait_until(waits ? earliest(wake, run->announced_until) : wake, polled, COUNT)) break;
        give_up_if_abandoned(run, &polled[INPUT]);
        if (polled[REPORT].revents) read_report(run);
        if (polled[ERROR].revents) read_error(run);
        if (polled[OUTPUT].revents) read_output(run);
        if (polled[LISTENER].revents & POLLIN) answer_announced(run);
        else if (polled[LISTENER].revents) close_listener(run);
        if (polled[NOTES].revents) read_notes(run);
        if (polled[STATUS].revents) discard_status(run);
        if (has_ended(run, &polled[PROCESS])) break;
        if (now() >= deadline(run)) stop(run, TIMED_OUT);
        else if (now() >= run->next_check) check_usage(run);
    }
    if (process >= 0) close(process);
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

// The processor time of this process and of all processes that it has waited for.
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
    start_checking(&run);
    outcome.group_version = sandbox.group.version;
    watch(&run);
    if (!is_stopped(&run)) read_the_rest(&run);
    judge(&run);
    close_listener(&run);
    close_holdings(&run);
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
