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
    long long resident_pages;
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
    // The name may hold anything; the last parenthesis ends it. Then: state, parent (4th field) …
    // resident pages (24th).
    char *rest = strrchr(text, ')');
    if (!rest) return false;
    process->id = id;
    process->below = false;
    return sscanf(
               rest + 1,
               " %*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %*u %*u %lld",
               &process->parent, &process->resident_pages) == 2;
}

static struct table all_processes(void) {
    struct table table = {0};
    DIR *folder = opendir("/proc");
    if (!folder) return table;
    for (struct dirent *entry; (entry = readdir(folder));) {
        pid_t id = (pid_t)atoi(entry->d_name);
        if (id <= 0) continue;
        if (table.count == table.capacity) {
            table.capacity = table.capacity ? table.capacity * 2 : 256;
            table.processes = reallocarray(table.processes, table.capacity, sizeof *table.processes);
            if (!table.processes) abort();
        }
        if (read_process(id, &table.processes[table.count])) table.count++;
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
            struct process *parent = find(&table, process->parent);
            if (process->parent == ancestor || (parent && parent->below))
                process->below = changed = true;
        }
    }
    return table;
}

struct tree_usage usage_below(pid_t ancestor) {
    struct table table = descendants(ancestor);
    struct tree_usage usage = {0};
    long long page = sysconf(_SC_PAGESIZE);
    for (size_t i = 0; i < table.count; i++) {
        if (!table.processes[i].below) continue;
        usage.processes++;
        usage.resident_bytes += table.processes[i].resident_pages * page;
    }
    free(table.processes);
    return usage;
}

static long long proportional_bytes(pid_t id) {
    char path[48], line[256];
    long long kilobytes = 0;
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", id);
    FILE *stream = fopen(path, "re");
    if (!stream) return -1;
    while (fgets(line, sizeof line, stream))
        if (sscanf(line, "Pss: %lld", &kilobytes) == 1) break;
    fclose(stream);
    return kilobytes * 1024;
}

long long proportional_bytes_below(pid_t ancestor) {
    struct table table = descendants(ancestor);
    long long sum = 0, page = sysconf(_SC_PAGESIZE);
    for (size_t i = 0; i < table.count; i++) {
        if (!table.processes[i].below) continue;
        long long bytes = proportional_bytes(table.processes[i].id);
        sum += bytes >= 0 ? bytes : table.processes[i].resident_pages * page;
    }
    free(table.processes);
    return sum;
}

int kill_below(pid_t ancestor) {
    struct table table = descendants(ancestor);
    int count = 0;
    for (size_t i = 0; i < table.count; i++)
        if (table.processes[i].below && kill(table.processes[i].id, SIGKILL) == 0) count++;
    free(table.processes);
    return count;
}
