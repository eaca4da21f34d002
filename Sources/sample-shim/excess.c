#include "excess.h"

#include <limits.h>
#include <unistd.h>

#include "clock.h"
#include "watch.h"

enum { TICK = 10 * 1000000 };  // nanoseconds between looks

void start_looking(struct run *run) {
    run->next_look = run->next_full_look = run->began + TICK;
    run->tasks_before = tasks_on_machine();
    run->available_before = available_memory();
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
void look_for_excess(struct run *run) {
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
        run->next_full_look = now() + TICK + pause;
    }
    run->next_look = now() + TICK;
}
