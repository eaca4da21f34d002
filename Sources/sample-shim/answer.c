#define _GNU_SOURCE
#include "answer.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const names[] = {
    [ENDED_UNKNOWN] = "noSandbox",        [EXITED] = "exited",
    [SIGNALLED] = "signalled",            [TIMED_OUT] = "timedOut",
    [OUT_OF_MEMORY] = "outOfMemory",      [TOO_MUCH_OUTPUT] = "tooMuchOutput",
    [TOO_MANY_PROCESSES] = "tooManyProcesses", [NOT_STARTED] = "notStarted",
};

struct writing {
    FILE *stream;
    long long started;
    bool later;
};

static void write_piece(void *context, const struct piece *piece, size_t length) {
    struct writing *writing = context;
    long long moment = writing->started ? piece->moment - writing->started : 0;
    fprintf(
        writing->stream, "%s[%lld,%d,%zu]", writing->later ? "," : "", moment > 0 ? moment : 0,
        piece->stream, length);
    writing->later = true;
}

bool write_answer(int fd, const struct outcome *outcome, bool has_artifact) {
    char *json = NULL;
    size_t json_length = 0, output_length;
    FILE *stream = open_memstream(&json, &json_length);
    if (!stream) return false;
    char *output = retained_output(&outcome->capture, &output_length);
    fprintf(
        stream,
        "{\"ending\":\"%s\",\"value\":%d,\"started\":%lld,"
        "\"wall\":%lld,\"user\":%lld,\"system\":%lld,\"processor\":%lld,"
        "\"peakMemory\":%lld,\"voluntarySwitches\":%lld,\"involuntarySwitches\":%lld,"
        "\"labelled\":%s,\"group\":%d,\"artifact\":%s,\"output\":%zu,\"head\":%zu,"
        "\"omittedBytes\":%zu,\"omittedLines\":%zu,\"notes\":%zu,\"notesCut\":%s,\"pieces\":[",
        names[outcome->ending], outcome->value, outcome->started, outcome->wall,
        outcome->user * 1000, outcome->system * 1000, outcome->processor, outcome->peak_memory,
        outcome->voluntary_switches,
        outcome->involuntary_switches, outcome->labelled ? "true" : "false",
        outcome->group_version, has_artifact ? "true" : "false", output_length,
        outcome->capture.head.used, outcome->capture.omitted_bytes, outcome->capture.omitted_lines,
        outcome->notes_length, outcome->notes_cut ? "true" : "false");
    struct writing writing = {stream, outcome->started, false};
    each_piece(&outcome->capture, write_piece, &writing);
    fputs("]}", stream);
    fclose(stream);

    char lengths[64];
    int length = snprintf(
        lengths, sizeof lengths, "%zu %zu\n", json_length, output_length + outcome->notes_length);
    bool written = write_all(fd, lengths, (size_t)length) && write_all(fd, json, json_length) &&
                   write_all(fd, output, output_length) &&
                   write_all(fd, outcome->notes, outcome->notes_length);
    free(json);
    free(output);
    return written;
}
