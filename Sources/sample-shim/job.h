#pragma once

#include "frames.h"

/// A sample to run, as requested by `Samples`. The caller decides on all policies.
struct job {
    struct list arguments;      // the command: bubblewrap and its arguments, or the shim itself
    struct list data;           // contents of the descriptors from FD_FIRST_DATA on, read-only
    struct list stages;         // folders to bind at /tmp/0, /tmp/1, … before dropping privileges
    struct bytes specification; // for the launcher
    struct bytes input;         // the sample's standard input
    struct bytes kept;          // use the artifact kept under this name as the last data
    struct bytes keep;          // keep the artifact under this name
    long long user;             // switch to this user first; 0: keep the user
    long long wall_milliseconds;
    long long output_limit;     // bytes after which the sample is killed
    long long output_head;      // bytes kept from the beginning
    long long output_tail;      // and from the end
    long long notes_limit;
    long long memory_limit;     // bytes, all processes together; 0: none
    long long task_limit;       // threads and processes
    long long process_limit;    // processes
    long long labels;           // 1: distinguish output and errors, in their true order
    bool without_cgroup;
};

/// Returns false at the end of input. A malformed job ends the shim, since the next one can't be
/// found.
bool read_job(struct reader *reader, struct job *job);
void free_job(struct job *job);
