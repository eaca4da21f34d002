#pragma once

/// The memory use of the whole machine, in bytes.
struct machine {
    /// The memory that is available to programs, with swap and the free pages that each processor
    /// keeps for itself. Since Linux 6.7 these are up to an eighth of all memory.
    long long available;
    /// Files that are in memory, and memory that programs share.
    long long shared;
    /// The kernel's own objects that it can't free.
    long long kernel;
};

struct machine read_machine(void);

/// Available memory without the pages that processors keep. This is cheaper to read.
long long available_memory(void);

/// Threads and processes on the whole machine. This is cheap to read, and if it has hardly grown
/// there is no fork bomb.
long long tasks_on_machine(void);
