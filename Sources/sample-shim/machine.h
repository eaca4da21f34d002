#pragma once

/// What the whole machine uses, in bytes.
struct machine {
    /// What it could still give to programs, swap included, and free pages that each processor keeps
    /// for itself: since Linux 6.7 up to an eighth of all memory.
    long long available;
    /// In files that lie in memory, and in memory that programs share.
    long long shared;
    /// In the kernel's own objects, those that it can't throw away.
    long long kernel;
};

struct machine read_machine(void);

/// Without what the processors keep: cheaper.
long long available_memory(void);

/// Threads and processes on the whole machine: cheap, and where it has hardly grown there is no
/// fork bomb.
long long tasks_on_machine(void);
