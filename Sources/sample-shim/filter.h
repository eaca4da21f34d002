#pragma once

#include <stdbool.h>

/// A descriptor that holds the seccomp program for bubblewrap, read from its start: what
/// namespaces and limits leave open. -1 where the machine's instruction set is not known here.
int open_filter(bool memory_is_accounted);
