#pragma once

#include <stdbool.h>
#include <stddef.h>

// Descriptors that are made inside the sandbox are passed out through a socket, one message for
// each kind.

enum handout_kind { NO_HANDOUT, HANDOUT_LABELS, HANDOUT_HOLDINGS };
enum { MOST_HANDED_OUT = 8 };

struct handout {
    enum handout_kind kind;
    int fds[MOST_HANDED_OUT];
    size_t count;
};

bool hand_out(int socket, const struct handout *handout);

/// Returns the next message if there is one, else one without a kind. The caller closes the
/// descriptors.
struct handout take_handout(int socket);
