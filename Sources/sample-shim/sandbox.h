#pragma once

#include <sys/types.h>

#include "cgroup.h"
#include "job.h"

/// The supervisor's ends of what connects it with one running sandbox. -1: not there.
struct sandbox {
    pid_t process;     // bubblewrap, or the launcher where there is no sandbox
    int output;        // with labels off, errors come here too
    int error;
    int report;
    int status;
    int notes;
    int artifact;
    int handouts;
    struct cgroup group;
};

/// Opens the descriptors, makes the group and starts the job's command with an empty environment.
/// False with errno when the system would not.
bool start_sandbox(const struct job *job, int kept, struct sandbox *sandbox);

/// Kills whatever is left, waits for it, and closes everything.
void end_sandbox(struct sandbox *sandbox);
