#pragma once

#include "run.h"

// The streams of a running sandbox. Each function reads the available data, and closes a descriptor
// at its end so that it is no longer polled.

void read_output(struct run *run);
void read_error(struct run *run);

/// Reads the launcher's lines, and with the first one the descriptors that it passes out.
void read_report(struct run *run);

/// Reads the notes that the sample or the launcher writes for the caller.
void read_notes(struct run *run);

/// Discards bubblewrap's status. It adds nothing to the report, but its pipe must not fill up.
void discard_status(struct run *run);

/// Handles a write to the sample's error stream that waits for permission; see `labels.h`.
void answer_announced(struct run *run);

/// Returns true if output must wait until an announced error has been read.
bool waits_for_error(struct run *run);

/// Reads all remaining data after everything has ended.
void read_the_rest(struct run *run);
