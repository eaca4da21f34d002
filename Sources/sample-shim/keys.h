#pragma once

#include <stddef.h>

/// From a file of `Key:   123 kB` lines the bytes after each key, 0 where it is not there; a number
/// without a unit is given as it is.
void read_sizes(const char *path, const char *const keys[], long long values[], size_t count);
