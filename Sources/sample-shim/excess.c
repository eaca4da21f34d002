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

// Numbers that have started over hide a part of the tree from all but a thorough look.
static void look_at_tree(struct run *run, bool is_crowded) {
    long long most = allowed_processes(run->job);
    pid_t first = run->sandbox->process;
    struct tree_usage usage = usage_below(getpid(), first, most + 1, false);
    if (usage.processes <= most && (is_crowded || run->looks++ % 16 == 15))
        usage = usage_below(getpid(), first, most + 1, true);
    if (usage.processes > most) stop(run, TOO_MANY_PROCESSES);
    else if (is_too_big(run, usage.memory)) stop(run, OUT_OF_MEMORY);
}

// The kernel holds the limits and this only notices.
static void look_at_group(struct run *run) {
    const struct cgroup *group = &run->sandbox->group;
    long long most = allowed_processes(run->job);
    if (out_of_memory_kills(group) > 0) stop(run, OUT_OF_MEMORY);
    else if (tasks_in(group) > most && processes_in(group, most + 1) > most)
        stop(run, TOO_MANY_PROCESSES);
}

void look_for_excess(struct run *run) {
    if (run->sandbox->group.version) {
        look_at_group(run);
    } else {
        bool is_crowded = tasks_on_machine() - run->tasks_before > allowed_processes(run->job);
        if (is_crowded || now() >= run->next_full_look) {
            long long began = own_processor_time();
            look_at_tree(run, is_crowded);
            // Looking must not cost more than a few per cent of one processor.
            run->next_full_look = now() + TICK + 20 * (own_processor_time() - began);
        }
    }
    run->next_look = now() + TICK;
}
