#pragma once

// What each descriptor is at the moment the sandbox starts. `Samples` writes these numbers into
// bubblewrap's arguments, so they are part of the protocol.
enum {
    FD_SPECIFICATION = 3,  // what to start and with what limits, in frames
    FD_REPORT = 4,         // the launcher's times
    FD_FILTER = 5,         // the seccomp program
    FD_STATUS = 6,         // bubblewrap's own status, as JSON
    FD_NOTES = 7,          // what the sample reports about itself
    FD_ARTIFACT = 8,       // what a compile step made
    FD_HANDOUTS = 9,       // a socket on which the launcher hands out descriptors
    FD_FIRST_DATA = 16,    // the job's files, in its order
};

// In the sample itself the notes stand here.
enum { FD_SAMPLE_NOTES = 3 };
