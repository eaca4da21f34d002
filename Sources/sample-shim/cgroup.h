#pragma once

#include <stdbool.h>
#include <sys/types.h>

/// A control group for one run. Its version is 1 or 2, whichever has the memory and process
/// controllers and allows a child of our own group; it is 0 if neither does.
struct cgroup {
    int version;
    char memory[512];
    char tasks[512];  // the same as `memory` in version 2
};

/// A limit of 0 means none.
struct cgroup make_group(long long memory_limit, long long task_limit);

/// Forks like `fork`; this process has one thread. The child is in the group, or ends with status
/// 126.
pid_t fork_into_group(const struct cgroup *group);

/// Returns the number of processes of the group that the kernel has killed for lack of memory.
long long out_of_memory_kills(const struct cgroup *group);

/// Returns the number of threads and processes in the group.
long long tasks_in(const struct cgroup *group);

/// Returns the number of processes in the group, or `most` if there are more.
long long processes_in(const struct cgroup *group, long long most);

/// The group must be empty.
void remove_group(struct cgroup *group);

/// Removes groups that were left by killed supervisors.
void remove_abandoned_groups(void);
