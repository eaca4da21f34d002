#pragma once

/// Exchanges two paths atomically by `renameat2` with `RENAME_EXCHANGE`, which Swift's Glibc module
/// doesn't declare. Returns 0, or -1 with `errno` set.
int exchange_paths(const char *a, const char *b);
