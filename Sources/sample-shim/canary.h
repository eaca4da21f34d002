#pragma once

/// Runs two processes that only compute, until each has had 150 ms of processor time, and prints
/// how many cores they got. That is 2 on an idle machine. No program can show more parallelism than
/// this.
int run_canary(void);
