#pragma once

#include <stdbool.h>

/// Returns a descriptor of the seccomp program for bubblewrap, positioned at its start. The program
/// denies what namespaces and limits leave open. Returns -1 if the machine's instruction set is
/// unknown.
int open_filter(bool memory_is_accounted);
