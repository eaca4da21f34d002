#include "follow.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "frames.h"

enum { SHORTEST_PAUSE = 2000000, LOOKS_BETWEEN_NAMES = 16 };

struct thread {
    int process, id;
    long long time;
    char name[32];
};

struct threads {
    struct thread *items;
    size_t count, capacity;
};

struct lines {
    int fd;
    size_t used;
    char text[4096];  // a pipe accepts this much in one write
};

static void flush(struct lines *lines) {
    if (lines->used > 0) write_all(lines->fd, lines->text, lines->used);
    lines->used = 0;
}

__attribute__((format(printf, 2, 3)))
static void add_line(struct lines *lines, const char *format, ...) {
    va_list values;
    if (lines->used + 200 > sizeof lines->text) flush(lines);
    va_start(values, format);
    lines->used += (size_t)vsnprintf(lines->text + lines->used, 200, format, values);
    va_end(values);
}

static bool read_text(const char *path, char *text, size_t size) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    ssize_t length = read(fd, text, size - 1);
    close(fd);
    if (length <= 0) return false;
    text[length] = 0;
    text[strcspn(text, "\n")] = 0;
    return true;
}

static bool read_thread(struct thread *thread, bool reads_name) {
    char path[64], text[64];
    snprintf(path, sizeof path, "/proc/%d/task/%d/schedstat", thread->process, thread->id);
    if (!read_text(path, text, sizeof text)) return false;
    thread->time = atoll(text);
    if (!reads_name) return true;
    snprintf(path, sizeof path, "/proc/%d/task/%d/comm", thread->process, thread->id);
    return read_text(path, thread->name, sizeof thread->name);
}

static int compare(const void *a, const void *b) {
    const struct thread *one = a, *other = b;
    return one->process != other->process ? one->process - other->process : one->id - other->id;
}

static void add_threads_of(struct threads *threads, int process) {
    char path[32];
    snprintf(path, sizeof path, "/proc/%d/task", process);
    DIR *folder = opendir(path);
    if (!folder) return;
    for (struct dirent *entry; (entry = readdir(folder));) {
        int id = atoi(entry->d_name);
        if (id <= 0) continue;
        if (threads->count == threads->capacity) {
            threads->capacity = threads->capacity ? threads->capacity * 2 : 64;
            size_t size = sizeof *threads->items;
            threads->items = reallocarray(threads->items, threads->capacity, size);
            if (!threads->items) abort();
        }
        threads->items[threads->count++] = (struct thread){.process = process, .id = id};
    }
    closedir(folder);
}

static struct threads all_threads(void) {
    struct threads threads = {0};
    DIR *folder = opendir("/proc");
    if (!folder) return threads;
    for (struct dirent *entry; (entry = readdir(folder));) {
        int process = atoi(entry->d_name);
        if (process > 0 && process != getpid()) add_threads_of(&threads, process);
    }
    closedir(folder);
    qsort(threads.items, threads.count, sizeof *threads.items, compare);
    return threads;
}

static void compare_thread(
    struct lines *lines, struct thread *thread, const struct thread *before, bool reads_name) {
    if (before) memcpy(thread->name, before->name, sizeof thread->name);
    if (!read_thread(thread, !before || reads_name)) {
        if (before) thread->time = before->time;
        return;
    }
    if (!before || strcmp(thread->name, before->name) != 0)
        add_line(lines, "name %d %d %s\n", thread->process, thread->id, thread->name);
    if (!before || thread->time != before->time)
        add_line(lines, "run %lld %d %d %lld\n", now(), thread->process, thread->id, thread->time);
}

static void add_gone(struct lines *lines, const struct thread *thread) {
    add_line(lines, "gone %lld %d %d\n", now(), thread->process, thread->id);
}

long long follow_threads(int fd) {
    static struct threads before;
    static unsigned looks;
    struct lines lines = {.fd = fd};
    long long began = own_processor_time();
    struct threads threads = all_threads();
    bool reads_names = looks++ % LOOKS_BETWEEN_NAMES == 1;
    size_t old = 0;
    for (size_t i = 0; i < threads.count; i++) {
        while (old < before.count && compare(&before.items[old], &threads.items[i]) < 0) {
            add_gone(&lines, &before.items[old++]);
        }
        bool known = old < before.count && compare(&before.items[old], &threads.items[i]) == 0;
        compare_thread(&lines, &threads.items[i], known ? &before.items[old++] : NULL, reads_names);
    }
    for (; old < before.count; old++) add_gone(&lines, &before.items[old]);
    flush(&lines);
    free(before.items);
    before = threads;
    long long pause = 4 * (own_processor_time() - began);
    return pause > SHORTEST_PAUSE ? pause : SHORTEST_PAUSE;
}
