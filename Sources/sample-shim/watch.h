#pragma once

#include <stdbool.h>
#include <sys/types.h>

/// What the processes below one use, found by walking /proc.
struct tree_usage {
    long long resident_bytes;
    long long processes;
};

struct tree_usage usage_below(pid_t ancestor);

/// Kills every process below `ancestor`, youngest generations included. Gives how many there were.
int kill_below(pid_t ancestor);

/// The tree's memory with shared pages counted once; more expensive than `usage_below`.
long long proportional_bytes_below(pid_t ancestor);
