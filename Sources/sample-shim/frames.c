#include "frames.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST_VALUE = 1 << 28 };

static bool refill(struct reader *reader) {
    reader->start = reader->end = 0;
    for (;;) {
        ssize_t count = read(reader->fd, reader->buffer, sizeof reader->buffer);
        if (count > 0) {
            reader->end = (size_t)count;
            return true;
        }
        if (count == 0 || errno != EINTR) return false;
    }
}

static int next_byte(struct reader *reader) {
    if (reader->start == reader->end && !refill(reader)) return -1;
    return (unsigned char)reader->buffer[reader->start++];
}

static bool read_bytes(struct reader *reader, char *target, size_t length) {
    while (length > 0) {
        if (reader->start == reader->end && !refill(reader)) return false;
        size_t part = reader->end - reader->start;
        if (part > length) part = length;
        memcpy(target, reader->buffer + reader->start, part);
        reader->start += part;
        target += part;
        length -= part;
    }
    return true;
}

enum read_result read_field(struct reader *reader, struct field *field) {
    size_t used = 0;
    int byte = next_byte(reader);
    if (byte < 0) return READ_END_OF_INPUT;
    for (; byte != ' '; byte = next_byte(reader)) {
        if (byte < 'a' || byte > 'z' || used + 1 == sizeof field->name) return READ_MALFORMED;
        field->name[used++] = (char)byte;
    }
    field->name[used] = 0;

    size_t length = 0, digits = 0;
    for (byte = next_byte(reader); byte != '\n'; byte = next_byte(reader)) {
        if (byte < '0' || byte > '9' || ++digits > 9) return READ_MALFORMED;
        length = length * 10 + (size_t)(byte - '0');
    }
    if (digits == 0 || length > LONGEST_VALUE) return READ_MALFORMED;

    field->value.start = malloc(length + 1);
    if (!field->value.start) return READ_MALFORMED;
    field->value.length = length;
    if (!read_bytes(reader, field->value.start, length) || next_byte(reader) != '\n') {
        free(field->value.start);
        return READ_MALFORMED;
    }
    field->value.start[length] = 0;
    return READ_FIELD;
}

void append(struct list *list, struct bytes item) {
    struct bytes *items = reallocarray(list->items, list->count + 1, sizeof *items);
    if (!items) abort();
    list->items = items;
    list->items[list->count++] = item;
}

void free_list(struct list *list) {
    for (size_t i = 0; i < list->count; i++) free(list->items[i].start);
    free(list->items);
    *list = (struct list){0};
}

char **as_strings(const struct list *list) {
    char **strings = calloc(list->count + 1, sizeof *strings);
    if (!strings) abort();
    for (size_t i = 0; i < list->count; i++) strings[i] = list->items[i].start;
    return strings;
}

long long as_number(struct bytes value) {
    long long number = 0;
    if (value.length == 0 || value.length > 15) return -1;
    for (size_t i = 0; i < value.length; i++) {
        char digit = value.start[i];
        if (digit < '0' || digit > '9') return -1;
        number = number * 10 + (digit - '0');
    }
    return number;
}

bool write_all(int fd, const void *bytes, size_t length) {
    const char *next = bytes;
    while (length > 0) {
        ssize_t count = write(fd, next, length);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        next += count;
        length -= (size_t)count;
    }
    return true;
}
