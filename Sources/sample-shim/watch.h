#pragma once

#include <stdbool.h>
#include <sys/types.h>

/// What the processes below one use, found by walking /proc.
struct tree_usage {
    long long processes;
    /// Without mapped files; pages that forked processes still share count once for each.
    long long memory;
};

/// Stops behind process number `most`, since looking at a fork bomb must not take as long as the
/// bomb. Processes numbered below `first` are skipped unless `thorough`: only where numbers have
/// started over can they belong to the tree. Reads nothing that a forking process keeps locked
/// (proportional shares would be more exact, but waiting for them took seconds).
struct tree_usage usage_below(pid_t ancestor, pid_t first, long long most, bool thorough);

/// Kills every process below `ancestor`.
void kill_below(pid_t ancestor);

/// Threads and processes on the whole machine: cheap, and where it has hardly grown there is no
/// fork bomb.
long long tasks_on_machine(void);

/// What the machine could still give to programs.
long long available_memory(void);
