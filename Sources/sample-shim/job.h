#pragma once

#include "frames.h"

/// One sample to run, as `Samples` asks for it. Policy is the caller's: the shim only does.
struct job {
    struct list arguments;      // what to execute: bubblewrap and its arguments, or the shim itself
    struct list data;           // descriptors FD_FIRST_DATA… hold these, read-only
    struct list stages;         // folders to bind at /tmp/0, /tmp/1, … before privileges are dropped
    struct bytes specification; // for the launcher
    struct bytes input;         // the sample's standard input
    struct bytes kept;          // use the artifact kept under this name as the last data
    struct bytes keep;          // keep the artifact under this name
    long long user;             // become this user first; 0: stay
    long long wall_milliseconds;
    long long output_limit;     // bytes after which the sample is killed
    long long output_head;      // bytes kept from the beginning
    long long output_tail;      // and from the end
    long long notes_limit;
    long long memory_limit;     // bytes, all processes together; 0: none
    long long task_limit;       // threads and processes
    long long process_limit;    // processes
    long long labels;           // 1: tell output and error apart, in their true order
    bool without_cgroup;
};

/// False at the end of input. A malformed job ends the shim: there is no way to find the next one.
bool read_job(struct reader *reader, struct job *job);
void free_job(struct job *job);
