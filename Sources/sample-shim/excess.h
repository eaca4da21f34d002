#pragma once

#include "run.h"

/// Before the first look: what the machine uses without the sample.
void start_looking(struct run *run);

/// Stops the run when the tree has more memory or processes than it may. To be called when
/// `next_look` has come.
void look_for_excess(struct run *run);
