#pragma once

#include "handout.h"
#include "machine.h"
#include "supervise.h"

enum { LONGEST_REPORT = 1024 };

/// A job while it runs.
struct run {
    const struct job *job;
    struct sandbox *sandbox;
    struct outcome *outcome;

    int listener;
    struct handout holdings;
    ino_t error_pipe;
    size_t announced;  // bytes to read from `error` before `output` is read again
    long long announced_until;
    char report[LONGEST_REPORT];
    size_t report_length;

    long long began, next_check, next_full_check;
    long long tasks_before;  // tasks on the machine before the run
    struct machine machine;  // at the last check
    struct machine best;     // the most memory available and the least used until now
    long long available_at_check;
    unsigned checks;
};

static inline bool is_stopped(const struct run *run) {
    return run->outcome->ending != ENDED_UNKNOWN;
}

/// Only the first reason is stored.
static inline void stop(struct run *run, enum ending ending) {
    if (!is_stopped(run)) run->outcome->ending = ending;
}
