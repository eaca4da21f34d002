#pragma once

/// Two processes that do nothing but compute, until each has had 150 ms of processor time: prints
/// how many cores they got, which is 2 on a machine with nothing else to do. A program can't show
/// more parallelism than this.
int sing(void);
