#pragma once

#include <stddef.h>

/// Reads the values after the given keys in a file of `Key:   123 kB` lines, in bytes, or 0 for a
/// missing key. A number without a unit is returned as it is.
void read_sizes(const char *path, const char *const keys[], long long values[], size_t count);
