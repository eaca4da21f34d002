#include "job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool set_number(long long *target, struct bytes value) {
    *target = as_number(value);
    free(value.start);
    return *target >= 0;
}

static bool set_bytes(struct bytes *target, struct bytes value) {
    free(target->start);
    *target = value;
    return true;
}

static bool add(struct list *list, struct bytes value) {
    append(list, value);
    return true;
}

static bool set_field(struct job *job, struct field *field) {
    const char *name = field->name;
    struct bytes value = field->value;
    long long number;
    if (strcmp(name, "argument") == 0) return add(&job->arguments, value);
    if (strcmp(name, "data") == 0) return add(&job->data, value);
    if (strcmp(name, "stage") == 0) return add(&job->stages, value);
    if (strcmp(name, "specification") == 0) return set_bytes(&job->specification, value);
    if (strcmp(name, "input") == 0) return set_bytes(&job->input, value);
    if (strcmp(name, "kept") == 0) return set_bytes(&job->kept, value);
    if (strcmp(name, "keep") == 0) return set_bytes(&job->keep, value);
    if (strcmp(name, "user") == 0) return set_number(&job->user, value);
    if (strcmp(name, "wall") == 0) return set_number(&job->wall_milliseconds, value);
    if (strcmp(name, "outputlimit") == 0) return set_number(&job->output_limit, value);
    if (strcmp(name, "outputhead") == 0) return set_number(&job->output_head, value);
    if (strcmp(name, "outputtail") == 0) return set_number(&job->output_tail, value);
    if (strcmp(name, "noteslimit") == 0) return set_number(&job->notes_limit, value);
    if (strcmp(name, "memory") == 0) return set_number(&job->memory_limit, value);
    if (strcmp(name, "tasks") == 0) return set_number(&job->task_limit, value);
    if (strcmp(name, "processes") == 0) return set_number(&job->process_limit, value);
    if (strcmp(name, "labels") == 0) return set_number(&job->labels, value);
    if (strcmp(name, "withoutcgroup") == 0) {
        bool valid = set_number(&number, value);
        job->without_cgroup = number == 1;
        return valid;
    }
    free(value.start);
    return false;
}

bool read_job(struct reader *reader, struct job *job) {
    *job = (struct job){0};
    for (;;) {
        struct field field;
        switch (read_field(reader, &field)) {
        case READ_END_OF_INPUT:
            free_job(job);
            return false;
        case READ_MALFORMED:
            fprintf(stderr, "sample-shim: malformed job\n");
            exit(65);
        case READ_FIELD:
            break;
        }
        if (strcmp(field.name, "end") == 0) {
            free(field.value.start);
            return true;
        }
        if (!set_field(job, &field)) {
            fprintf(stderr, "sample-shim: bad field %s\n", field.name);
            exit(65);
        }
    }
}

void free_job(struct job *job) {
    free_list(&job->arguments);
    free_list(&job->data);
    free_list(&job->stages);
    free(job->specification.start);
    free(job->input.start);
    free(job->kept.start);
    free(job->keep.start);
    *job = (struct job){0};
}
