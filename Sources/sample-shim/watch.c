#include "watch.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct process {
    pid_t id, parent;
    bool below;
};

struct table {
    struct process *processes;
    size_t count, capacity;
};

static bool read_process(pid_t id, struct process *process) {
    char path[32], text[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", id);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    ssize_t length = read(fd, text, sizeof text - 1);
    close(fd);
    if (length <= 0) return false;
    text[length] = 0;
    // The name may hold anything; the last parenthesis ends it. Then come state and parent.
    char *rest = strrchr(text, ')');
    if (!rest) return false;
    process->id = id;
    process->below = false;
    return sscanf(rest + 1, " %*c %d", &process->parent) == 1;
}

static void add(struct table *table, struct process process) {
    if (table->count == table->capacity) {
        table->capacity = table->capacity ? table->capacity * 2 : 256;
        table->processes = reallocarray(table->processes, table->capacity, sizeof process);
        if (!table->processes) abort();
    }
    table->processes[table->count++] = process;
}

static struct table all_processes(void) {
    struct table table = {0};
    DIR *folder = opendir("/proc");
    if (!folder) return table;
    for (struct dirent *entry; (entry = readdir(folder));) {
        struct process process;
        pid_t id = (pid_t)atoi(entry->d_name);
        if (id > 0 && read_process(id, &process)) add(&table, process);
    }
    closedir(folder);
    return table;
}

static struct process *find(const struct table *table, pid_t id) {
    size_t low = 0, high = table->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (table->processes[middle].id < id) low = middle + 1;
        else high = middle;
    }
    return low < table->count && table->processes[low].id == id ? &table->processes[low] : NULL;
}

// Marks the descendants of `ancestor`. /proc lists processes by number, and children mostly follow
// their parents, so one round and another to see that nothing changes are enough.
static struct table descendants(pid_t ancestor) {
    struct table table = all_processes();
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < table.count; i++) {
            struct process *process = &table.processes[i];
            if (process->below) continue;
            const struct process *parent = find(&table, process->parent);
            if (process->parent == ancestor || (parent && parent->below))
                process->below = changed = true;
        }
    }
    return table;
}

// The numbers, in kilobytes, behind the keys in a file of `Key:   123 kB` lines.
static long long sum_of(const char *path, const char *const keys[], size_t count) {
    char line[256];
    long long sum = 0, value;
    FILE *stream = fopen(path, "re");
    if (!stream) return 0;
    while (fgets(line, sizeof line, stream))
        for (size_t i = 0; i < count; i++)
            if (strncmp(line, keys[i], strlen(keys[i])) == 0 &&
                sscanf(line + strlen(keys[i]), ": %lld", &value) == 1)
                sum += value * 1024;
    fclose(stream);
    return sum;
}

static void count(struct tree_usage *usage, const struct process *process) {
    static const char *const keys[] = {"RssAnon", "RssShmem"};
    char path[32];
    snprintf(path, sizeof path, "/proc/%d/status", process->id);
    usage->processes++;
    usage->memory += sum_of(path, keys, 2);
}

static struct tree_usage thorough_usage_below(pid_t ancestor) {
    struct table table = descendants(ancestor);
    struct tree_usage usage = {0};
    for (size_t i = 0; i < table.count; i++)
        if (table.processes[i].below) count(&usage, &table.processes[i]);
    free(table.processes);
    return usage;
}

struct tree_usage usage_below(pid_t ancestor, pid_t first, long long most, bool thorough) {
    if (thorough) return thorough_usage_below(ancestor);
    struct table below = {0};
    struct tree_usage usage = {0};
    DIR *folder = opendir("/proc");
    if (!folder) return usage;
    for (struct dirent *entry; usage.processes < most && (entry = readdir(folder));) {
        struct process process;
        pid_t id = (pid_t)atoi(entry->d_name);
        if (id < first || !read_process(id, &process)) continue;
        if (process.parent != ancestor && !find(&below, process.parent)) continue;
        add(&below, process);
        count(&usage, &process);
    }
    closedir(folder);
    free(below.processes);
    return usage;
}

void kill_below(pid_t ancestor) {
    struct table table = descendants(ancestor);
    for (size_t i = 0; i < table.count; i++)
        if (table.processes[i].below) kill(table.processes[i].id, SIGKILL);
    free(table.processes);
}

long long tasks_on_machine(void) {
    long long tasks = 0;
    FILE *stream = fopen("/proc/loadavg", "re");
    if (!stream) return 0;
    if (fscanf(stream, "%*f %*f %*f %*d/%lld", &tasks) != 1) tasks = 0;
    fclose(stream);
    return tasks;
}

long long available_memory(void) {
    static const char *const keys[] = {"MemAvailable"};
    return sum_of("/proc/meminfo", keys, 1);
}
