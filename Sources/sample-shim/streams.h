#pragma once

#include "run.h"

// What comes out of a running sandbox. Each function reads what is there now, and closes a
// descriptor at its end so that it is not polled any more.

void read_output(struct run *run);
void read_error(struct run *run);

/// The launcher's lines, and with the first of them the descriptors that it hands out.
void read_report(struct run *run);

/// What the sample or the launcher notes for the caller.
void read_notes(struct run *run);

/// Bubblewrap's status says nothing that the report does not; it only must not fill its pipe.
void discard_status(struct run *run);

/// A write to the sample's error stream that waits to be let go; see `labels.h`.
void answer_announced(struct run *run);

/// Whether output has to wait for an announced error to come first.
bool waits_for_error(struct run *run);

/// All that is left once everything has ended.
void read_the_rest(struct run *run);
