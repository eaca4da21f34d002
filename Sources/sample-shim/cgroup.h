#pragma once

#include <stdbool.h>
#include <sys/types.h>

/// A control group for one run: version 1 or 2, whichever has the memory and process controllers
/// and lets us make a child of our own group; version 0 when neither does.
struct cgroup {
    int version;
    char memory[512];
    char tasks[512];  // the same as `memory` in version 2
};

/// A limit of 0 means none.
struct cgroup make_group(long long memory_limit, long long task_limit);

/// Like `fork`, which has one thread here; the child is in the group, or ends with status 126.
pid_t fork_into_group(const struct cgroup *group);

/// How many processes of the group the kernel has killed for want of memory.
long long out_of_memory_kills(const struct cgroup *group);

/// Threads and processes in the group.
long long tasks_in(const struct cgroup *group);

/// Processes in the group; counting ends with number `most`.
long long processes_in(const struct cgroup *group, long long most);

/// The group must be empty.
void remove_group(struct cgroup *group);

/// Takes away groups that killed supervisors could not.
void remove_abandoned_groups(void);
