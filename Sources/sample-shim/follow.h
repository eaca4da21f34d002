#pragma once

/// Records which threads used the processor, for traced samples in any language. It is called
/// repeatedly. It examines every thread in this process namespace except the caller's own, and
/// writes to `fd`:
///
///     run NOW PID TID NANOSECONDS   processor time so far, when first seen and when it has grown
///     name PID TID NAME             when first seen, and when it has changed
///     gone NOW PID TID              it has ended
///
/// Returns the nanoseconds to wait until the next call, which keep its cost low.
long long follow_threads(int fd);
