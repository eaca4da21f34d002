#pragma once

/// Who had the processor when, for traced samples in any language. Call it again and again: it looks
/// at every thread in this process namespace but the caller's own and writes lines to `fd`:
///
///     run NOW PID TID NANOSECONDS   processor time so far, when first seen and when it has grown
///     name PID TID NAME             when first seen, and when it has changed
///     gone NOW PID TID              it has ended
///
/// Gives the nanoseconds to wait until the next call, so that looking costs little.
long long follow_threads(int fd);
