#pragma once

#include "capture.h"
#include "job.h"
#include "sandbox.h"

enum ending {
    ENDED_UNKNOWN,  // the sandbox could not be set up; the output says why
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
    long long started;  // 0 if it never started
    long long wall, user, system;  // in nanoseconds, microseconds, microseconds
    long long processor;  // nanoseconds, of sample, sandbox and supervisor together
    long long peak_memory, voluntary_switches, involuntary_switches;
    bool labelled;
    int group_version;
    struct capture capture;
    char *notes;
    size_t notes_length;
    bool notes_cut;
};

/// Runs one job within its limits until its end, and cleans up after it. If the job made an
/// artifact, it is in `*artifact`, else that is -1. Ends this process if the caller is gone.
struct outcome supervise(const struct job *job, int kept, int *artifact);

void end_outcome(struct outcome *outcome);
