#pragma once

#include <stddef.h>

// The beginning and the end of a sample's output, with the time at which each piece arrived.

struct piece {
    long long moment;
    size_t offset;  // in the whole output
    int stream;     // STDOUT_FILENO or STDERR_FILENO
};

enum { MOST_PIECES = 1 << 14 };

struct part {
    char *bytes;
    size_t capacity, used;
    struct piece *pieces;
    size_t first_piece, piece_count;  // a ring
};

struct capture {
    struct part head, tail;  // the tail's bytes are a ring, `total` modulo its capacity
    size_t total;
    size_t omitted_bytes, omitted_lines;
};

void start_capture(struct capture *capture, size_t head, size_t tail);
void end_capture(struct capture *capture);
void add_output(
    struct capture *capture, const char *bytes, size_t count, long long moment, int stream);

/// Returns the retained bytes in order, at most head + tail of them. The caller frees the result.
char *retained_output(const struct capture *capture, size_t *length);

/// Calls back for each piece of the retained bytes, in order, with its length.
void each_piece(
    const struct capture *capture,
    void (*visit)(void *context, const struct piece *, size_t length), void *context);
