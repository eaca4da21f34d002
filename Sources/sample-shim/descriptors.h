#pragma once

// The descriptors at the start of the sandbox. `Samples` writes these numbers into bubblewrap's
// arguments, so they are part of the protocol.
enum {
    FD_SPECIFICATION = 3,  // the program and its limits, in frames
    FD_REPORT = 4,         // the launcher's times
    FD_FILTER = 5,         // the seccomp program
    FD_STATUS = 6,         // bubblewrap's own status, as JSON
    FD_NOTES = 7,          // the sample's report
    FD_ARTIFACT = 8,       // the result of a compile step
    FD_HANDOUTS = 9,       // a socket through which the launcher passes descriptors
    FD_FIRST_DATA = 16,    // the job's files, in its order
};

// The descriptor of the notes in the sample itself.
enum { FD_SAMPLE_NOTES = 3 };
