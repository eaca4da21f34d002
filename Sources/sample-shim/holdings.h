#pragma once

#include "frames.h"
#include "handout.h"

// Memory in the sandbox that belongs to no process: what lies in its folders, which are in memory,
// and what waits in its sockets.

/// In the launcher: hands out what the supervisor needs to see it. Nothing where there are no such
/// folders, since then there is no sandbox: the sockets would be the machine's.
void hand_out_holdings(int socket, const struct list *folders);

/// In bytes: the contents of files, and what the kernel keeps for each of their names.
struct in_folders {
    long long contents, names;
};
struct in_folders memory_in_folders(const struct handout *holdings);
/// Looks no further when it has found `enough`.
long long memory_in_sockets(const struct handout *holdings, long long enough);
