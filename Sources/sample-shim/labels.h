#pragma once

#include <stdbool.h>
#include <sys/types.h>

// With two pipes, the order of writes to output and error is lost; with one shared pipe, their
// source is lost. To keep both, the kernel announces each write to descriptor 2 to the supervisor
// (by seccomp's user notification) before it happens. The supervisor empties the output pipe, lets
// the write continue, and reads the error pipe before it looks at the output pipe again. Writes to
// descriptor 1 cost nothing.

/// Called in the sample's process before its exec: installs the filter and sends its listener.
void hand_out_listener(int socket);

/// A write to descriptor 2 that waits for permission.
struct announced {
    unsigned long long id;
    pid_t thread;
    size_t length;  // the bytes that it will write; 1 if unknown
};

bool next_announced(int listener, struct announced *announced);

/// Returns true if the announced write goes to the pipe with this inode.
bool goes_to(const struct announced *announced, ino_t pipe);

void allow_write(int listener, const struct announced *announced);
