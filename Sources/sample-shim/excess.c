#include "excess.h"

#include <limits.h>
#include <unistd.h>

#include "clock.h"
#include "holdings.h"
#include "watch.h"

enum { TICK = 10 * 1000000 };  // nanoseconds between checks

void start_checking(struct run *run) {
    run->next_check = run->next_full_check = run->began + TICK;
    run->tasks_before = tasks_on_machine();
    run->machine = run->best = read_machine();
    run->available_at_check = available_memory();
}

// Bubblewrap and the launcher are two of the processes.
static long long allowed_processes(const struct job *job) {
    return job->process_limit ? job->process_limit + 2 : LLONG_MAX - 1;
}

static long long larger(long long a, long long b) { return a > b ? a : b; }
static long long smaller(long long a, long long b) { return a < b ? a : b; }

// Estimates the most memory that the tree may hold. Some memory is attributed to no process: the
// kernel's own objects (locks, watches), and shared memory that is no longer mapped. So any growth
// of the whole machine counts, up to the amount that this tree can have requested.
static bool may_hold_more(
    const struct run *run, const struct tree_usage *usage, const struct in_folders *folders) {
    // The fastest rate at which the kernel can allocate its own objects.
    enum { BYTES_PER_MICROSECOND = 512 };
    static long long page;
    if (page == 0) page = sysconf(_SC_PAGESIZE);
    long long shared = smaller(
        run->machine.shared - run->best.shared, usage->faults * page + folders->contents);
    long long kernel = smaller(
        run->machine.kernel - run->best.kernel,
        usage->kernel_time / 1000 * BYTES_PER_MICROSECOND);
    long long left = run->job->memory_limit - usage->memory -
                     larger(usage->shared + folders->contents, shared) -
                     larger(kernel, folders->names);
    return left < 0 || memory_in_sockets(&run->holdings, left + 1) > left;
}

// Two estimates must both exceed the limit: the most that the tree may hold, and the machine's loss
// of available memory. Pages that processes share make a tree look larger than it is, and other
// programs use the machine too. The kernel counts the names of files as memory that it could free.
static bool is_too_big(struct run *run, const struct tree_usage *usage) {
    long long limit = run->job->memory_limit;
    if (limit == 0) return false;
    struct in_folders folders = memory_in_folders(&run->holdings);
    long long gone = run->best.available - run->machine.available + folders.names;
    return gone > limit / 4 * 3 && may_hold_more(run, usage, &folders);
}

static void read_machine_again(struct run *run) {
    run->machine = read_machine();
    run->best.available = larger(run->best.available, run->machine.available);
    run->best.shared = smaller(run->best.shared, run->machine.shared);
    run->best.kernel = smaller(run->best.kernel, run->machine.kernel);
}

// Process numbers that have wrapped around hide a part of the tree from all but a thorough check.
static void check_tree(struct run *run, bool is_crowded) {
    long long most = allowed_processes(run->job);
    pid_t first = run->sandbox->process;
    struct tree_usage usage = usage_below(getpid(), first, most + 1, false);
    if (usage.processes <= most && (is_crowded || run->checks++ % 16 == 15))
        usage = usage_below(getpid(), first, most + 1, true);
    if (usage.processes > most) stop(run, TOO_MANY_PROCESSES);
    else if (is_too_big(run, &usage)) stop(run, OUT_OF_MEMORY);
}

// The kernel enforces the limits; this only notices that it did.
static void check_group(struct run *run) {
    const struct cgroup *group = &run->sandbox->group;
    long long most = allowed_processes(run->job);
    if (out_of_memory_kills(group) > 0) stop(run, OUT_OF_MEMORY);
    else if (tasks_in(group) > most && processes_in(group, most + 1) > most)
        stop(run, TOO_MANY_PROCESSES);
}

// Fast growth can't wait until the next check is due: the machine has many more tasks than before,
// or much less memory than at the last check.
static void watch_tree(struct run *run) {
    bool is_crowded = tasks_on_machine() - run->tasks_before > allowed_processes(run->job);
    long long available = available_memory(), limit = run->job->memory_limit;
    run->available_at_check = larger(run->available_at_check, available);
    bool is_shrinking = limit > 0 && run->available_at_check - available > limit / 8;
    if (!is_crowded && !is_shrinking && now() < run->next_full_check) return;
    long long began = own_processor_time();
    run->available_at_check = available;
    read_machine_again(run);
    check_tree(run, is_crowded);
    // Checking must not take more than a few per cent of one processor.
    run->next_full_check = now() + TICK + 20 * (own_processor_time() - began);
}

void check_usage(struct run *run) {
    if (run->sandbox->group.version) check_group(run);
    else watch_tree(run);
    run->next_check = now() + TICK;
}
