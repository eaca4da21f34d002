#pragma once

/// Reads the specification, starts the sample with its limits, waits for it, and reports
/// `started NS` and then `ended …` or `failed ERRNO` on FD_REPORT. As the first process of the
/// sandbox it takes the rest of the tree with it when it returns.
int launch_sample(void);
