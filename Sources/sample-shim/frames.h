#pragma once

#include <stdbool.h>
#include <stddef.h>

// A job is a sequence of fields `name length\nbytes\n`, ended by a field named `end`. The bytes may
// have any value: nothing is escaped, and no delimiter is searched for.

struct bytes {
    char *start;  // always followed by a NUL byte that is not part of the length
    size_t length;
};

struct list {
    struct bytes *items;
    size_t count;
};

struct field {
    char name[32];
    struct bytes value;
};

struct reader {
    int fd;
    size_t start, end;
    char buffer[1 << 16];
};

enum read_result { READ_FIELD, READ_END_OF_INPUT, READ_MALFORMED };

/// Reads a field. Its value is allocated; the caller frees it or passes it to a list.
enum read_result read_field(struct reader *reader, struct field *field);

void append(struct list *list, struct bytes item);
void free_list(struct list *list);

/// Returns the items as a NULL-terminated array of C strings that share their memory.
char **as_strings(const struct list *list);

/// Returns -1 unless it is a plain decimal number below 2^53.
long long as_number(struct bytes value);

/// Writes all bytes, or returns false.
bool write_all(int fd, const void *bytes, size_t length);
