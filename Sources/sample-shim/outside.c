#define _GNU_SOURCE
#include "outside.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "answer.h"
#include "job.h"
#include "supervise.h"

// The artifacts of compile steps are kept, so that the rounds of a measurement need not send them.
enum { MOST_KEPT = 64 };
struct kept {
    char *name;
    int fd;
};

static struct kept *find_kept(struct kept *all, const char *name) {
    for (int i = 0; i < MOST_KEPT; i++)
        if (all[i].name && strcmp(all[i].name, name) == 0) return &all[i];
    return NULL;
}

// Replaces an artifact of the same name, else uses a free slot, else the first one.
static void keep(struct kept *all, const char *name, int fd) {
    struct kept *place = find_kept(all, name);
    for (int i = 0; !place && i < MOST_KEPT; i++)
        if (!all[i].name) place = &all[i];
    if (!place) place = &all[0];
    if (place->name) {
        close(place->fd);
        free(place->name);
    }
    *place = (struct kept){strdup(name), fd};
}

// Gives the supervisor a higher priority than the sandbox, if that is allowed. It sleeps nearly
// always, and must run even when a thousand processes want the processor. Its children start with
// the normal priority.
static void raise_priority(void) {
    struct sched_param lowest = {.sched_priority = sched_get_priority_min(SCHED_RR)};
    sched_setscheduler(0, SCHED_RR | SCHED_RESET_ON_FORK, &lowest);
}

static void open_standard_descriptors(void) {
    while (open("/dev/null", O_RDWR) <= STDERR_FILENO) {}
}

int serve_jobs(void) {
    static struct reader reader = {.fd = STDIN_FILENO};
    static struct kept all[MOST_KEPT];
    struct job job;
    open_standard_descriptors();
    signal(SIGPIPE, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    raise_priority();
    remove_abandoned_groups();
    while (read_job(&reader, &job)) {
        struct kept *kept = job.kept.start ? find_kept(all, job.kept.start) : NULL;
        int artifact;
        struct outcome outcome = supervise(&job, kept ? kept->fd : -1, &artifact);
        bool answered = write_answer(STDOUT_FILENO, &outcome, artifact >= 0);
        if (artifact >= 0) {
            if (job.keep.start) keep(all, job.keep.start, artifact);
            else close(artifact);
        }
        end_outcome(&outcome);
        free_job(&job);
        if (!answered) return 1;
    }
    return 0;
}
