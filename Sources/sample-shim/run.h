#pragma once

#include "handout.h"
#include "machine.h"
#include "supervise.h"

enum { LONGEST_REPORT = 1024 };

/// One job while it runs.
struct run {
    const struct job *job;
    struct sandbox *sandbox;
    struct outcome *outcome;

    int listener;
    struct handout holdings;
    ino_t error_pipe;
    size_t announced;  // bytes that must come on `error` before `output` is read again
    long long announced_until;
    char report[LONGEST_REPORT];
    size_t report_length;

    long long began, next_look, next_full_look;
    long long tasks_before;  // on the machine
    struct machine machine;  // at the last look
    struct machine best;     // the most that it could give, and the least that it used, until now
    long long available_at_look;
    unsigned looks;
};

static inline bool is_stopped(const struct run *run) {
    return run->outcome->ending != ENDED_UNKNOWN;
}

/// The first reason counts.
static inline void stop(struct run *run, enum ending ending) {
    if (!is_stopped(run)) run->outcome->ending = ending;
}
