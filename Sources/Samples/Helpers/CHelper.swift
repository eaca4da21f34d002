/// `#include "handbook.h"`, in C and C++.
let cHelper = #"""
    // A sample reports its measurements through these functions. Outside a measurement they report
    // nothing.
    #pragma once

    #include <stdio.h>
    #include <stdlib.h>
    #include <sys/resource.h>
    #include <time.h>

    struct handbook_region {
        long long wall, processor;
        long long count, left;  // left < 0 before the first batch and at the end
        int fd;
    };

    static inline long long handbook_clock(clockid_t clock) {
        struct timespec time;
        clock_gettime(clock, &time);
        return time.tv_sec * 1000000000LL + time.tv_nsec;
    }

    static inline long long handbook_processor(void) {
        struct rusage of;
        getrusage(RUSAGE_CHILDREN, &of);
        return handbook_clock(CLOCK_PROCESS_CPUTIME_ID) +
               (of.ru_utime.tv_sec + of.ru_stime.tv_sec) * 1000000000LL +
               (of.ru_utime.tv_usec + of.ru_stime.tv_usec) * 1000LL;
    }

    static inline const char *handbook_key(void) {
        const char *key = getenv("BENCH_KEY");
        return key ? key : "";
    }

    static inline void handbook_begin(struct handbook_region *region) {
        region->processor = handbook_processor();
        region->wall = handbook_clock(CLOCK_MONOTONIC);
    }

    static inline void handbook_end(struct handbook_region *region, double count) {
        long long wall = handbook_clock(CLOCK_MONOTONIC) - region->wall;
        long long processor = handbook_processor() - region->processor;
        const char *key = handbook_key();
        dprintf(
            region->fd, "%s%sregion %lld %lld %.17g\n", key, *key ? " " : "", wall, processor,
            count);
    }

    static inline struct handbook_region handbook_region(long long count) {
        const char *fd = getenv("BENCH_FD");
        struct handbook_region region = {0, 0, count, count, fd ? atoi(fd) : -1};
        if (region.fd >= 0) handbook_begin(&region);
        return region;
    }

    static inline int handbook_once(struct handbook_region *region, double per) {
        if (region->left-- > 0) return 1;
        if (region->fd >= 0) handbook_end(region, per);
        return 0;
    }

    static inline int handbook_again(struct handbook_region *region) {
        if (region->fd < 0) return 0;
        if (handbook_clock(CLOCK_MONOTONIC) - region->wall >= 100000000LL) {
            handbook_end(region, (double)region->count);
            return 0;
        }
        region->count *= 2;
        region->left = region->count - 1;
        handbook_begin(region);
        return 1;
    }

    // measure(1) { … } goes around the region to measure; measure(n) for n repetitions of the work.
    #define measure(per) \
        for (struct handbook_region r_ = handbook_region(1); handbook_once(&r_, per);)

    // loops() { … } repeats the work, doubling the number of repetitions until they take 0.1 s.
    #define loops() \
        for (struct handbook_region r_ = handbook_region(1); \
             r_.left-- > 0 || handbook_again(&r_);)

    // Reports a value that the sample has measured itself.
    static inline void report(double value, const char *unit) {
        const char *fd = getenv("BENCH_FD");
        const char *key = handbook_key();
        if (fd) dprintf(atoi(fd), "%s%svalue %.17g %s\n", key, *key ? " " : "", value, unit);
    }

    // Returns the value of the series' parameter.
    static inline double param(const char *name, double fallback) {
        char key[128];
        snprintf(key, sizeof key, "BENCH_PARAM_%s", name);
        const char *text = getenv(key);
        return text ? atof(text) : fallback;
    }
    """#
