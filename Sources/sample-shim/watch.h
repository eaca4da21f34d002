#pragma once

#include <stdbool.h>
#include <sys/types.h>

/// What the processes below one use, found by walking /proc. Rather too much than too little: see
/// `excess.c`.
struct tree_usage {
    long long processes;
    /// Of their own: without mapped files, with page tables, stacks in the kernel and what an open
    /// file takes. Pages that forked processes still share count once for each.
    long long memory;
    /// Shared between processes, as far as it is mapped; likewise.
    long long shared;
    /// How often they, and those that have ended, asked for a page; and nanoseconds that they have
    /// spent in the kernel. More than this gives nobody can have got.
    long long faults, kernel_time;
};

/// Stops after process number `most`, since looking at a fork bomb must not take as long as the
/// bomb. Processes numbered below `first` are skipped unless `thorough`: only where numbers have
/// started over can they belong to the tree. Reads nothing that a forking process keeps locked
/// (proportional shares would be more exact, but waiting for them took seconds).
struct tree_usage usage_below(pid_t ancestor, pid_t first, long long most, bool thorough);

/// Kills every process below `ancestor`.
void kill_below(pid_t ancestor);
