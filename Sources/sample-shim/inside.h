#pragma once

/// Reads the specification, starts the sample with its limits, waits for it, and reports `started
/// NS` and then `ended …` or `failed ERRNO` on FD_REPORT. It is the first process of the sandbox,
/// so the rest of the tree ends when it returns.
int launch_sample(void);
