#include "streams.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "handout.h"
#include "labels.h"

enum { WRITE_TIMEOUT = 250 };  // milliseconds to wait for an announced write

static void close_end(int *fd) {
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

// Reads the available output. Returns its length, 0 at the end of the stream, or -1 if there is
// nothing now.
static ssize_t take_output(struct run *run, int fd, int stream) {
    char buffer[65536];
    ssize_t count;
    do count = read(fd, buffer, sizeof buffer);
    while (count < 0 && errno == EINTR);
    if (count <= 0) return count;
    size_t left = (size_t)run->job->output_limit - run->outcome->capture.total;
    size_t taken = (size_t)count < left ? (size_t)count : left;
    add_output(&run->outcome->capture, buffer, taken, now(), stream);
    if ((size_t)count > left) stop(run, TOO_MUCH_OUTPUT);
    return count;
}

static void drain_output(struct run *run, int *fd, int stream) {
    ssize_t count;
    if (*fd < 0) return;
    do count = take_output(run, *fd, stream);
    while (count > 0 && !is_stopped(run));
    if (count == 0) close_end(fd);
}

void read_output(struct run *run) {
    drain_output(run, &run->sandbox->output, STDOUT_FILENO);
}

void read_error(struct run *run) {
    ssize_t count = take_output(run, run->sandbox->error, STDERR_FILENO);
    size_t came = count > 0 ? (size_t)count : 0;
    run->announced -= came < run->announced ? came : run->announced;
    if (count == 0) {
        close_end(&run->sandbox->error);
        run->announced = 0;
    }
}

void answer_announced(struct run *run) {
    struct announced announced;
    if (!next_announced(run->listener, &announced)) return;
    read_output(run);
    if (announced.length > 0 && goes_to(&announced, run->error_pipe)) {
        run->announced += announced.length;
        run->announced_until = now() + WRITE_TIMEOUT * 1000000LL;
    }
    allow_write(run->listener, &announced);
}

bool waits_for_error(struct run *run) {
    if (run->announced > 0 && now() >= run->announced_until) run->announced = 0;
    return run->announced > 0;
}

// The launcher sends these before the first line of its report.
static void take_handouts(struct run *run) {
    if (run->sandbox->handouts < 0) return;
    for (;;) {
        struct handout handout = take_handout(run->sandbox->handouts);
        if (handout.kind == HANDOUT_LABELS && run->listener < 0) {
            run->listener = handout.fds[0];
            run->outcome->labelled = true;
        } else if (handout.kind == HANDOUT_HOLDINGS && run->holdings.count == 0) {
            run->holdings = handout;
        } else {
            return;
        }
    }
}

void read_report(struct run *run) {
    size_t left = LONGEST_REPORT - 1 - run->report_length;
    ssize_t count = read(run->sandbox->report, run->report + run->report_length, left);
    if (count <= 0) {
        close_end(&run->sandbox->report);
        return;
    }
    run->report_length += (size_t)count;
    run->report[run->report_length] = 0;
    sscanf(run->report, "started %lld", &run->outcome->started);
    take_handouts(run);
}

void read_notes(struct run *run) {
    struct outcome *outcome = run->outcome;
    char buffer[65536];
    ssize_t count = read(run->sandbox->notes, buffer, sizeof buffer);
    if (count <= 0) {
        close_end(&run->sandbox->notes);
        return;
    }
    size_t left = (size_t)run->job->notes_limit - outcome->notes_length;
    size_t taken = (size_t)count < left ? (size_t)count : left;
    outcome->notes_cut = outcome->notes_cut || taken < (size_t)count;
    char *longer = realloc(outcome->notes, outcome->notes_length + taken + 1);
    if (!longer) abort();
    memcpy(longer + outcome->notes_length, buffer, taken);
    outcome->notes = longer;
    outcome->notes_length += taken;
}

void discard_status(struct run *run) {
    char status[4096];
    if (read(run->sandbox->status, status, sizeof status) <= 0) close_end(&run->sandbox->status);
}

void read_the_rest(struct run *run) {
    struct sandbox *sandbox = run->sandbox;
    while (sandbox->report >= 0 && run->report_length < LONGEST_REPORT - 1) {
        size_t before = run->report_length;
        read_report(run);
        if (run->report_length == before) break;
    }
    while (sandbox->notes >= 0) read_notes(run);
    if (run->announced > 0) drain_output(run, &sandbox->error, STDERR_FILENO);
    read_output(run);
    drain_output(run, &sandbox->error, STDERR_FILENO);
}
