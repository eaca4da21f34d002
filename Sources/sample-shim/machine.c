#include "machine.h"

#include <stdio.h>

#include "keys.h"

struct machine read_machine(void) {
    static const char *const keys[] = {"MemAvailable", "SwapFree", "Shmem", "SUnreclaim"};
    long long values[4];
    read_sizes("/proc/meminfo", keys, values, 4);
    return (struct machine){
        .available = values[0] + values[1], .shared = values[2], .kernel = values[3]};
}

long long tasks_on_machine(void) {
    long long tasks = 0;
    FILE *stream = fopen("/proc/loadavg", "re");
    if (!stream) return 0;
    if (fscanf(stream, "%*f %*f %*f %*d/%lld", &tasks) != 1) tasks = 0;
    fclose(stream);
    return tasks;
}
