#define _GNU_SOURCE
#include "cgroup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PREFIX "site-sample-"

static bool write_value(const char *folder, const char *file, long long value) {
    char path[640], text[32];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return false;
    int length = snprintf(text, sizeof text, "%lld", value);
    bool written = write(fd, text, (size_t)length) == length;
    close(fd);
    return written;
}

// Returns the number after `key` in a file of `key number` lines; without a key, the only number in
// the file.
static long long read_value(const char *folder, const char *file, const char *key) {
    char path[640], line[256];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    FILE *stream = fopen(path, "re");
    if (!stream) return 0;
    long long value = 0;
    size_t length = strlen(key);
    while (fgets(line, sizeof line, stream)) {
        if (strncmp(line, key, length) != 0) continue;
        if (length > 0 && line[length] != ' ') continue;
        value = atoll(line + length);
        break;
    }
    fclose(stream);
    return value;
}

static bool has_word(const char *list, const char *word) {
    size_t length = strlen(word);
    for (const char *at = list; (at = strstr(at, word)); at += length) {
        bool begins = at == list || at[-1] == ',';
        if (begins && (at[length] == 0 || at[length] == ',' || at[length] == '\n')) return true;
    }
    return false;
}

// Finds the folder of this process's own group for a controller; an empty controller means version
// 2.
static bool own_folder(const char *controller, char *folder, size_t size) {
    char line[4096], group[512] = "";
    FILE *stream = fopen("/proc/self/cgroup", "re");
    if (!stream) return false;
    while (fgets(line, sizeof line, stream)) {
        char *names = strchr(line, ':');
        char *path = names ? strchr(names + 1, ':') : NULL;
        if (!path) continue;
        *path++ = 0;
        path[strcspn(path, "\n")] = 0;
        names++;
        if (*controller ? has_word(names, controller) : *names == 0)
            snprintf(group, sizeof group, "%s", path);
    }
    fclose(stream);
    if (!*group) return false;

    bool found = false;
    stream = fopen("/proc/self/mountinfo", "re");
    while (stream && !found && fgets(line, sizeof line, stream)) {
        char root[512], mount[256], type[32], options[512];
        char *rest = strstr(line, " - ");
        if (!rest || sscanf(line, "%*d %*d %*s %511s %255s", root, mount) != 2) continue;
        if (sscanf(rest, " - %31s %*s %511s", type, options) != 2) continue;
        if (*controller) {
            if (strcmp(type, "cgroup") != 0 || !has_word(options, controller)) continue;
        } else if (strcmp(type, "cgroup2") != 0) {
            continue;
        }
        size_t shared = strcmp(root, "/") == 0 ? 0 : strlen(root);
        const char *below = strncmp(group, root, shared) == 0 ? group + shared : "";
        if (strcmp(below, "/") == 0) below = "";
        found = snprintf(folder, size, "%s%s", mount, below) < (int)size;
    }
    if (stream) fclose(stream);
    return found;
}

static bool make_child(const char *parent, char *child, size_t size) {
    static unsigned count;
    int length = snprintf(child, size, "%s/" PREFIX "%d-%u", parent, getpid(), count++);
    return length < (int)size && mkdir(child, 0755) == 0;
}

static bool exists(const char *folder, const char *file) {
    char path[640];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    return access(path, W_OK) == 0;
}

// A group that contains processes can't pass its controllers on. So the new group is made below the
// nearest ancestor in which a child with both controllers is possible.
static bool make_second_version(struct cgroup *group) {
    char folder[512];
    if (!own_folder("", folder, sizeof folder)) return false;
    while (exists(folder, "cgroup.procs")) {
        if (make_child(folder, group->memory, sizeof group->memory)) {
            if (exists(group->memory, "memory.max") && exists(group->memory, "pids.max")) {
                strcpy(group->tasks, group->memory);
                return true;
            }
            rmdir(group->memory);
        }
        char *slash = strrchr(folder, '/');
        if (!slash || slash == folder) return false;
        *slash = 0;
    }
    return false;
}

static bool make_first_version(struct cgroup *group) {
    char folder[512];
    if (!own_folder("memory", folder, sizeof folder)) return false;
    if (!make_child(folder, group->memory, sizeof group->memory)) return false;
    if (own_folder("pids", folder, sizeof folder) &&
        make_child(folder, group->tasks, sizeof group->tasks))
        return true;
    rmdir(group->memory);
    return false;
}

static bool set_limits(const struct cgroup *group, long long memory, long long tasks) {
    bool set = tasks == 0 || write_value(group->tasks, "pids.max", tasks);
    if (memory == 0) return set;
    if (group->version == 2) {
        write_value(group->memory, "memory.swap.max", 0);
        return set && write_value(group->memory, "memory.max", memory);
    }
    set = set && write_value(group->memory, "memory.limit_in_bytes", memory);
    write_value(group->memory, "memory.memsw.limit_in_bytes", memory);
    // Buffers of connections are counted separately in version 1, and only if they have a limit.
    write_value(group->memory, "memory.kmem.tcp.limit_in_bytes", memory / 4);
    return set;
}

struct cgroup make_group(long long memory_limit, long long task_limit) {
    struct cgroup group = {0};
    if (make_second_version(&group)) group.version = 2;
    else if (make_first_version(&group)) group.version = 1;
    if (group.version && !set_limits(&group, memory_limit, task_limit)) remove_group(&group);
    return group;
}

// Moving a whole process makes the kernel wait for a grace period on every processor: 10 ms and
// more. In version 1 a single thread may move, and a thread that moves itself does not wait.
static bool move_into(const char *folder) {
    return write_value(folder, "tasks", 0) || write_value(folder, "cgroup.procs", 0);
}

// In version 2 a process can be created directly in its group.
static pid_t fork_within(const char *folder) {
    int fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return -1;
    struct clone_args arguments = {
        .flags = CLONE_INTO_CGROUP, .exit_signal = SIGCHLD, .cgroup = (unsigned)fd};
    pid_t child = (pid_t)syscall(SYS_clone3, &arguments, sizeof arguments);
    close(fd);
    return child;
}

static bool join_group(const struct cgroup *group) {
    if (group->version == 0) return true;
    if (group->version == 2) return write_value(group->memory, "cgroup.procs", 0);
    return move_into(group->memory) && move_into(group->tasks);
}

pid_t fork_into_group(const struct cgroup *group) {
    pid_t child = group->version == 2 ? fork_within(group->memory) : -1;
    if (child >= 0) return child;
    child = fork();
    if (child == 0 && !join_group(group)) _exit(126);
    return child;
}

long long out_of_memory_kills(const struct cgroup *group) {
    const char *file = group->version == 2 ? "memory.events" : "memory.oom_control";
    return group->version ? read_value(group->memory, file, "oom_kill") : 0;
}

long long tasks_in(const struct cgroup *group) {
    return group->version ? read_value(group->tasks, "pids.current", "") : 0;
}

long long processes_in(const struct cgroup *group, long long most) {
    char path[640];
    long long count = 0;
    snprintf(path, sizeof path, "%s/cgroup.procs", group->tasks);
    FILE *stream = group->version ? fopen(path, "re") : NULL;
    if (!stream) return 0;
    for (int byte; count < most && (byte = getc(stream)) != EOF;) count += byte == '\n';
    fclose(stream);
    return count;
}

static void remove_folder(const char *folder) {
    // The kernel releases the last process a moment after it has been reaped.
    for (int attempt = 0; attempt < 200; attempt++) {
        if (rmdir(folder) == 0 || errno != EBUSY) return;
        usleep(1000);
    }
}

void remove_group(struct cgroup *group) {
    if (*group->memory) remove_folder(group->memory);
    if (*group->tasks && strcmp(group->tasks, group->memory) != 0) remove_folder(group->tasks);
    *group = (struct cgroup){0};
}

static void remove_abandoned_in(const char *parent) {
    DIR *folder = opendir(parent);
    if (!folder) return;
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (strncmp(entry->d_name, PREFIX, strlen(PREFIX)) != 0) continue;
        pid_t owner = (pid_t)atoi(entry->d_name + strlen(PREFIX));
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", parent, entry->d_name);
        if (owner > 0 && kill(owner, 0) < 0 && errno == ESRCH) rmdir(path);
    }
    closedir(folder);
}

void remove_abandoned_groups(void) {
    char folder[512];
    if (own_folder("memory", folder, sizeof folder)) remove_abandoned_in(folder);
    if (own_folder("pids", folder, sizeof folder)) remove_abandoned_in(folder);
    if (!own_folder("", folder, sizeof folder)) return;
    while (exists(folder, "cgroup.procs")) {
        remove_abandoned_in(folder);
        char *slash = strrchr(folder, '/');
        if (!slash || slash == folder) return;
        *slash = 0;
    }
}
