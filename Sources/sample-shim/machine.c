#include "machine.h"

#include <stdio.h>
#include <unistd.h>

#include "keys.h"

static long long kept_by_processors(void) {
    char line[256];
    long long pages = 0, count;
    FILE *stream = fopen("/proc/zoneinfo", "re");
    if (!stream) return 0;
    while (fgets(line, sizeof line, stream))
        if (sscanf(line, " count: %lld", &count) == 1) pages += count;
    fclose(stream);
    return pages * sysconf(_SC_PAGESIZE);
}

struct machine read_machine(void) {
    static const char *const keys[] = {"MemAvailable", "SwapFree", "Shmem", "SUnreclaim"};
    long long values[4];
    read_sizes("/proc/meminfo", keys, values, 4);
    return (struct machine){
        .available = values[0] + values[1] + kept_by_processors(),
        .shared = values[2], .kernel = values[3]};
}

long long available_memory(void) {
    static const char *const keys[] = {"MemAvailable", "SwapFree"};
    long long values[2];
    read_sizes("/proc/meminfo", keys, values, 2);
    return values[0] + values[1];
}

long long tasks_on_machine(void) {
    long long tasks = 0;
    FILE *stream = fopen("/proc/loadavg", "re");
    if (!stream) return 0;
    if (fscanf(stream, "%*f %*f %*f %*d/%lld", &tasks) != 1) tasks = 0;
    fclose(stream);
    return tasks;
}
