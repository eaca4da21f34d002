#include "keys.h"

#include <stdio.h>
#include <string.h>

static void read_line(
    const char *line, const char *const keys[], long long values[], size_t count) {
    const char *colon = strchr(line, ':');
    if (!colon) return;
    size_t length = (size_t)(colon - line);
    for (size_t i = 0; i < count; i++) {
        char unit[4] = "";
        if (strlen(keys[i]) != length || strncmp(line, keys[i], length) != 0) continue;
        if (sscanf(colon, ": %lld %3s", &values[i], unit) == 2 && strcmp(unit, "kB") == 0)
            values[i] *= 1024;
    }
}

void read_sizes(const char *path, const char *const keys[], long long values[], size_t count) {
    char line[256];
    memset(values, 0, count * sizeof *values);
    FILE *stream = fopen(path, "re");
    if (!stream) return;
    while (fgets(line, sizeof line, stream)) read_line(line, keys, values, count);
    fclose(stream);
}
