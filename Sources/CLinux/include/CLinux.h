#pragma once

/// Exchanges two paths in one step (`renameat2` with `RENAME_EXCHANGE`, which Swift's Glibc module
/// doesn't show). Returns 0, or -1 with `errno` set.
int exchange_paths(const char *a, const char *b);
