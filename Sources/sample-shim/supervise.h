#pragma once

#include "capture.h"
#include "job.h"
#include "sandbox.h"

enum ending {
    ENDED_UNKNOWN,  // the sandbox did not come about; the output says why
    EXITED,
    SIGNALLED,
    TIMED_OUT,
    OUT_OF_MEMORY,
    TOO_MUCH_OUTPUT,
    TOO_MANY_PROCESSES,
    NOT_STARTED,    // the program could not be executed; the value is errno
};

struct outcome {
    enum ending ending;
    int value;
    long long started;  // 0 when it never did
    long long wall, user, system;  // nanoseconds, microseconds, microseconds
    long long processor;  // nanoseconds, of sample, sandbox and supervisor together
    long long peak_memory, voluntary_switches, involuntary_switches;
    bool labelled;
    int group_version;
    struct capture capture;
    char *notes;
    size_t notes_length;
    bool notes_cut;
};

/// Runs one job to its end, within its limits, and leaves nothing of it behind. An artifact, if the
/// job made one, is then in `*artifact`, else -1. Ends the process when the caller is gone.
struct outcome supervise(const struct job *job, int kept, int *artifact);

void end_outcome(struct outcome *outcome);
