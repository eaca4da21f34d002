#pragma once

#include "frames.h"
#include "handout.h"

// Memory in the sandbox that belongs to no process: the files in its folders, which are in memory,
// and the data in its sockets.

/// Called in the launcher: passes out the descriptors that the supervisor needs to measure this
/// memory. Does nothing if there are no such folders, because then there is no sandbox and the
/// sockets would be the machine's.
void hand_out_holdings(int socket, const struct list *folders);

/// In bytes: the contents of files, and the kernel's memory for each of their names.
struct in_folders {
    long long contents, names;
};
struct in_folders memory_in_folders(const struct handout *holdings);
/// Stops when it has found `enough`.
long long memory_in_sockets(const struct handout *holdings, long long enough);
