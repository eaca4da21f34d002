#include "excess.h"

#include <limits.h>
#include <unistd.h>

#include "clock.h"
#include "holdings.h"
#include "watch.h"

enum { TICK = 10 * 1000000 };  // nanoseconds between looks

void start_looking(struct run *run) {
    run->next_look = run->next_full_look = run->began + TICK;
    run->tasks_before = tasks_on_machine();
    run->best = read_machine();
}

// Bubblewrap and the launcher are two of the processes.
static long long allowed_processes(const struct job *job) {
    return job->process_limit ? job->process_limit + 2 : LLONG_MAX - 1;
}

static long long larger(long long a, long long b) { return a > b ? a : b; }
static long long smaller(long long a, long long b) { return a < b ? a : b; }

// All that may be the tree's, rather too much than too little. Memory of the kernel's (locks, what is
// watched) and memory that was shared and is mapped no more belong to nobody; so what the machine has
// more of than before counts, as far as this tree can have asked for it.
static long long most_held_by_tree(
    const struct run *run, const struct machine *machine, const struct tree_usage *usage) {
    enum { BYTES_PER_MICROSECOND = 512 };  // that the kernel can make of its objects
    static long long page;
    if (page == 0) page = sysconf(_SC_PAGESIZE);
    long long in_folders = memory_in_folders(&run->holdings);
    long long shared = smaller(machine->shared - run->best.shared, usage->faults * page + in_folders);
    long long kernel = smaller(
        machine->kernel - run->best.kernel, usage->kernel_time / 1000 * BYTES_PER_MICROSECOND);
    return usage->memory + larger(usage->shared + in_folders, shared) +
           memory_in_sockets(&run->holdings) + larger(kernel, 0);
}

// What a tree may hold at most and what the machine has less than before must both say so: pages that
// processes share make a tree look bigger than it is, and other programs use the machine, too.
static bool is_too_big(struct run *run, const struct tree_usage *usage) {
    long long limit = run->job->memory_limit;
    if (limit == 0) return false;
    struct machine machine = read_machine();
    struct machine *best = &run->best;
    best->available = larger(best->available, machine.available);
    best->shared = smaller(best->shared, machine.shared);
    best->kernel = smaller(best->kernel, machine.kernel);
    return best->available - machine.available > limit / 4 * 3 &&
           most_held_by_tree(run, &machine, usage) > limit;
}

// Numbers that have started over hide a part of the tree from all but a thorough look.
static void look_at_tree(struct run *run, bool is_crowded) {
    long long most = allowed_processes(run->job);
    pid_t first = run->sandbox->process;
    struct tree_usage usage = usage_below(getpid(), first, most + 1, false);
    if (usage.processes <= most && (is_crowded || run->looks++ % 16 == 15))
        usage = usage_below(getpid(), first, most + 1, true);
    if (usage.processes > most) stop(run, TOO_MANY_PROCESSES);
    else if (is_too_big(run, &usage)) stop(run, OUT_OF_MEMORY);
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
