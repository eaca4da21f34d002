#pragma once

#include <stdbool.h>
#include <sys/types.h>

// Two pipes lose the order of what is written to output and error; one shared pipe loses which was
// which. To keep both, each write to descriptor 2 is announced to the supervisor by the kernel
// (seccomp's user notification) before it happens: the supervisor empties the output pipe, lets the
// write go on, and reads the error pipe before it looks at the output pipe again. Writes to
// descriptor 1 cost nothing.

/// In the sample's process, before its exec: installs the filter and sends its listener.
void hand_out_listener(int socket);

/// A write to descriptor 2 that waits to be let go.
struct announced {
    unsigned long long id;
    pid_t thread;
    size_t length;  // what it will write; 1 where that is not known
};

bool next_announced(int listener, struct announced *announced);

/// Whether the announced write goes to the pipe with this inode, rather than somewhere else.
bool goes_to(const struct announced *announced, ino_t pipe);

void let_go(int listener, const struct announced *announced);
