#pragma once

#include <stdbool.h>
#include <sys/types.h>

/// The resources of all processes below one, found by walking /proc. It estimates rather too much
/// than too little: see `excess.c`.
struct tree_usage {
    long long processes;
    /// Private memory: without mapped files, but with page tables, kernel stacks and the memory of
    /// open files. Pages that forked processes still share count once for each process.
    long long memory;
    /// Mapped memory that processes share, counted in the same way.
    long long shared;
    /// The page faults of these processes and of those that have ended, and the nanoseconds that
    /// they have spent in the kernel. They limit how much memory the processes can have obtained.
    long long faults, kernel_time;
};

/// Stops after process number `most`, because examining a fork bomb must not take as long as the
/// bomb. Processes numbered below `first` are skipped unless `thorough` is set: they can belong to
/// the tree only if numbers have wrapped around. Nothing is read that a forking process keeps
/// locked: proportional shares would be more exact, but waiting for them took seconds.
struct tree_usage usage_below(pid_t ancestor, pid_t first, long long most, bool thorough);

/// Kills every process below `ancestor`.
void kill_below(pid_t ancestor);
