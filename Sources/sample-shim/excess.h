#pragma once

#include "run.h"

/// Records what the machine uses without the sample. Call it before the first check.
void start_checking(struct run *run);

/// Stops the run if the tree exceeds its memory or processes. Call it when `next_check` has come.
void check_usage(struct run *run);
