// One program at both ends of the sandbox.
//
//   sample-shim outside   reads jobs on standard input, runs each, answers on standard output
//   sample-shim inside    starts one sample and measures its times; the sandbox's first process
//   sample-shim canary    prints how many cores two computing processes get
//   sample-shim true      ends at once with status 0, for the probe of the sandbox
#include <stdio.h>
#include <string.h>

#include "canary.h"
#include "inside.h"
#include "outside.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
// The leak sanitizer traces its own process, which nothing in the sandbox may do.
const char *__asan_default_options(void) { return "detect_leaks=0"; }
#endif
#endif

int main(int argc, char **argv) {
    const char *end = argc == 2 ? argv[1] : "";
    if (strcmp(end, "outside") == 0) return serve_jobs();
    if (strcmp(end, "inside") == 0) return launch_sample();
    if (strcmp(end, "canary") == 0) return run_canary();
    if (strcmp(end, "true") == 0) return 0;
    fprintf(stderr, "usage: sample-shim outside|inside|canary|true\n");
    return 64;
}
