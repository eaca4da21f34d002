#pragma once

#include <sys/types.h>

#include "cgroup.h"
#include "job.h"

/// The supervisor's ends of the connections to a running sandbox. -1 means that one doesn't exist.
struct sandbox {
    pid_t process;     // bubblewrap, or the launcher if there is no sandbox
    int output;        // without labels, errors come here too
    int error;
    int report;
    int status;
    int notes;
    int artifact;
    int handouts;
    struct cgroup group;
};

/// Opens the descriptors, makes the group and starts the job's command with an empty environment.
/// Returns false, with errno set, if the system refuses.
bool start_sandbox(const struct job *job, int kept, struct sandbox *sandbox);

/// Kills all remaining processes, waits for them, and closes everything.
void end_sandbox(struct sandbox *sandbox);
