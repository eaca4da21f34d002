// Stands between a program and the C library, and makes chosen calls go wrong. Loaded by LD_PRELOAD
// into the program that FAULT_PROGRAM names, and asleep in all others.
//
//   FAULT        rules, separated by semicolons: CALL:ACTION:PATH[:FROM[:EVERY]]
//                CALL    a name as below, or `change` for all that change the file system
//                ACTION  a name of errno such as ENOSPC; `vanish`, `grow`, `shrink`, `rewrite`:
//                        what happens to the file first; `kill`: the program ends here; `count`
//                PATH    part of the file's path; empty for all
//                FROM    the first call that it happens to, from 1
//                EVERY   it happens to each so many-th call from there on; 0: only to that one
//   FAULT_CLOCK  seconds by which the clock is wrong
//   FAULT_COUNT  a file that gets a byte for each call that a `count` rule meets

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct rule {
    char call[16], action[16], path[256];
    long from, every;
    long seen;
};

static struct rule rules[16];
static int rule_count;
static long clock_error;
static const char *count_file;
static __thread bool busy;

static const struct { const char *name; int number; } errors[] = {
    {"ENOSPC", ENOSPC}, {"EDQUOT", EDQUOT}, {"EACCES", EACCES}, {"EPERM", EPERM}, {"EIO", EIO},
    {"EROFS", EROFS}, {"EINTR", EINTR}, {"EMFILE", EMFILE}, {"ENOLCK", ENOLCK}, {"EXDEV", EXDEV},
    {"EINVAL", EINVAL}, {"EFBIG", EFBIG}, {"EMLINK", EMLINK}, {"ENOENT", ENOENT},
};

__attribute__((constructor)) static void read_rules(void) {
    const char *program = getenv("FAULT_PROGRAM");
    if (!program || strcmp(program, program_invocation_short_name) != 0) return;
    if (getenv("FAULT_CLOCK")) clock_error = atol(getenv("FAULT_CLOCK"));
    count_file = getenv("FAULT_COUNT");
    const char *text = getenv("FAULT");
    while (text && *text && rule_count < 16) {
        struct rule rule = {.from = 1, .every = 1};
        size_t length = strcspn(text, ";");
        char copy[512], *rest = copy;
        snprintf(copy, sizeof copy, "%.*s", (int)length, text);
        char *fields[5] = {0};
        for (int i = 0; i < 5 && rest; i++) fields[i] = strsep(&rest, ":");
        snprintf(rule.call, sizeof rule.call, "%s", fields[0] ? fields[0] : "");
        snprintf(rule.action, sizeof rule.action, "%s", fields[1] ? fields[1] : "");
        snprintf(rule.path, sizeof rule.path, "%s", fields[2] ? fields[2] : "");
        if (fields[3]) rule.from = atol(fields[3]);
        if (fields[4]) rule.every = atol(fields[4]);
        rules[rule_count++] = rule;
        text += length + (text[length] == ';');
    }
}

static long append(const char *path, const char *bytes, size_t count) {
    int file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0) return -1;
    long written = syscall(SYS_write, file, bytes, count);
    syscall(SYS_close, file);
    return written;
}

static void act(const char *action, const char *path) {
    if (!strcmp(action, "vanish")) syscall(SYS_unlink, path);
    if (!strcmp(action, "grow")) append(path, "\n\nIt grew.\n", 11);
    if (!strcmp(action, "shrink")) syscall(SYS_truncate, path, 3);
    if (!strcmp(action, "rewrite")) {
        syscall(SYS_truncate, path, 0);
        append(path, "Rewritten.\n", 11);
    }
    if (!strcmp(action, "kill")) syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
    if (!strcmp(action, "count") && count_file) append(count_file, ".", 1);
}

// The errno that this call is to fail with, or 0.
static int verdict(const char *call, bool changes, const char *path) {
    if (!rule_count || busy || !path) return 0;
    busy = true;
    int number = 0;
    for (int i = 0; i < rule_count && !number; i++) {
        struct rule *rule = &rules[i];
        bool is_named = !strcmp(rule->call, call) || (changes && !strcmp(rule->call, "change"));
        if (!is_named || !strstr(path, rule->path)) continue;
        long turn = __atomic_add_fetch(&rule->seen, 1, __ATOMIC_SEQ_CST) - rule->from;
        if (turn < 0 || (rule->every ? turn % rule->every : turn)) continue;
        act(rule->action, path);
        for (size_t e = 0; e < sizeof errors / sizeof *errors; e++)
            if (!strcmp(errors[e].name, rule->action)) number = errors[e].number;
    }
    busy = false;
    return number;
}

static int verdict_fd(const char *call, bool changes, int fd) {
    if (!rule_count || busy) return 0;
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0 || path[0] != '/') return 0;
    path[length] = 0;
    return verdict(call, changes, path);
}

// The same for a name in an open folder.
static int verdict_at(const char *call, bool changes, int folder, const char *name) {
    if (!rule_count || busy) return 0;
    if (folder == AT_FDCWD || *name == '/') return verdict(call, changes, name);
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, path, sizeof path - 300);
    if (length <= 0 || path[0] != '/') return 0;
    snprintf(path + length, sizeof path - length, "/%.290s", name);
    return verdict(call, changes, path);
}

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define FAIL(number) do { errno = (number); return -1; } while (0)

static bool makes(int flags) { return flags & (O_CREAT | O_TRUNC); }

// The mode is there only when something may be made.
#define WRAP_OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); \
        va_list rest; \
        va_start(rest, flags); \
        bool has_mode = makes(flags) || (flags & O_TMPFILE) == O_TMPFILE; \
        mode_t mode = has_mode ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        int number = verdict("open", makes(flags), path); \
        if (number) FAIL(number); \
        return real(path, flags, mode); \
    }

WRAP_OPEN(open)
WRAP_OPEN(open64)

#define WRAP_OPENAT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        REAL(name); \
        va_list rest; \
        va_start(rest, flags); \
        bool has_mode = makes(flags) || (flags & O_TMPFILE) == O_TMPFILE; \
        mode_t mode = has_mode ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        int number = verdict_at("open", makes(flags), folder, path); \
        if (number) FAIL(number); \
        return real(folder, path, flags, mode); \
    }

WRAP_OPENAT(openat)
WRAP_OPENAT(openat64)

// A call that fails as the rules say, and else does what it always does.
#define WRAP(type, name, parameters, arguments, verdict) \
    type name parameters { \
        REAL(name); \
        int number = verdict; \
        if (number) FAIL(number); \
        return real arguments; \
    }

WRAP(ssize_t, read, (int fd, void *bytes, size_t count), (fd, bytes, count),
     verdict_fd("read", false, fd))
WRAP(ssize_t, write, (int fd, const void *bytes, size_t count), (fd, bytes, count),
     verdict_fd("write", true, fd))
WRAP(int, flock, (int fd, int operation), (fd, operation), verdict_fd("flock", false, fd))
WRAP(int, rename, (const char *from, const char *to), (from, to), verdict("rename", true, to))
WRAP(int, renameat2,
     (int from_folder, const char *from, int to_folder, const char *to, unsigned flags),
     (from_folder, from, to_folder, to, flags), verdict("renameat2", true, to))
WRAP(int, link, (const char *from, const char *to), (from, to), verdict("link", true, to))
WRAP(int, unlink, (const char *path), (path), verdict("unlink", true, path))
WRAP(int, mkdir, (const char *path, mode_t mode), (path, mode), verdict("mkdir", true, path))
WRAP(int, rmdir, (const char *path), (path), verdict("rmdir", true, path))

WRAP(int, renameat, (int from_folder, const char *from, int to_folder, const char *to),
     (from_folder, from, to_folder, to), verdict_at("rename", true, to_folder, to))
WRAP(int, unlinkat, (int folder, const char *name, int flags), (folder, name, flags),
     verdict_at(flags & AT_REMOVEDIR ? "rmdir" : "unlink", true, folder, name))
WRAP(int, mkdirat, (int folder, const char *name, mode_t mode), (folder, name, mode),
     verdict_at("mkdir", true, folder, name))

int close(int fd) {
    REAL(close);
    int number = verdict_fd("close", false, fd);
    int result = real(fd);
    // As the kernel does it: the descriptor is gone all the same.
    if (number) FAIL(number);
    return result;
}

DIR *opendir(const char *path) {
    REAL(opendir);
    int number = verdict("opendir", false, path);
    if (number) {
        errno = number;
        return NULL;
    }
    return real(path);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    REAL(clock_gettime);
    int result = real(clock, time);
    if (result == 0 && clock == CLOCK_REALTIME) time->tv_sec += clock_error;
    return result;
}

int gettimeofday(struct timeval *time, void *zone) {
    REAL(gettimeofday);
    int result = real(time, zone);
    if (result == 0) time->tv_sec += clock_error;
    return result;
}

time_t time(time_t *result) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (result) *result = now.tv_sec;
    return now.tv_sec;
}
