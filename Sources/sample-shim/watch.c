#include "watch.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "keys.h"

// The kernel's memory for a thread, mainly its stack, and for an open file: a pipe with data takes
// two pages if the user has many.
enum { THREAD_SIZE = 16 << 10, FILE_SIZE = 8 << 10 };

struct process {
    pid_t id, parent;
    bool below;
    unsigned long long faults, kernel_ticks;  // including those of children that it waited for
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
    // The name may contain any character; the last parenthesis ends it.
    char *rest = strrchr(text, ')');
    if (!rest) return false;
    unsigned long long faults, childrens_faults;
    long long kernel_ticks, childrens_kernel_ticks;
    *process = (struct process){.id = id};
    bool read = sscanf(
                    rest + 1,
                    " %*c %d %*d %*d %*d %*d %*u %llu %llu %*u %*u %*u %lld %*d %lld",
                    &process->parent, &faults, &childrens_faults, &kernel_ticks,
                    &childrens_kernel_ticks) == 5;
    if (!read) return false;
    process->faults = faults + childrens_faults;
    process->kernel_ticks = (unsigned long long)(kernel_ticks + childrens_kernel_ticks);
    return true;
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
// their parents. So usually one pass is enough, and a second one sees that nothing changes.
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

// Since Linux 6.2 the size of the folder of open files is their number. On older kernels only the
// size of the descriptor table is known.
static long long open_files(pid_t id, long long table_size) {
    char path[32];
    struct stat status;
    snprintf(path, sizeof path, "/proc/%d/fd", id);
    return stat(path, &status) == 0 && status.st_size > 0 ? status.st_size : table_size;
}

static void count(struct tree_usage *usage, const struct process *process) {
    enum { ANONYMOUS, SWAPPED, HUGE_PAGES, PAGE_TABLES, SHARED, THREADS, FILES, COUNT };
    static const char *const keys[COUNT] = {
        [ANONYMOUS] = "RssAnon",    [SWAPPED] = "VmSwap",  [HUGE_PAGES] = "HugetlbPages",
        [PAGE_TABLES] = "VmPTE",    [SHARED] = "RssShmem", [THREADS] = "Threads",
        [FILES] = "FDSize",
    };
    long long values[COUNT];
    char path[32];
    snprintf(path, sizeof path, "/proc/%d/status", process->id);
    read_sizes(path, keys, values, COUNT);
    usage->processes++;
    usage->memory += values[ANONYMOUS] + values[SWAPPED] + values[HUGE_PAGES] + values[PAGE_TABLES];
    usage->memory += values[THREADS] * THREAD_SIZE;
    usage->memory += open_files(process->id, values[FILES]) * FILE_SIZE;
    usage->shared += values[SHARED];
    usage->faults += (long long)process->faults;
    usage->kernel_time +=
        (long long)process->kernel_ticks * (1000000000 / sysconf(_SC_CLK_TCK));
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
