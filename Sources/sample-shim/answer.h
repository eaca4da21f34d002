#pragma once

#include "supervise.h"

/// Writes one frame: a line with two lengths (`JSON PAYLOAD\n`), a JSON object, and a payload with
/// the retained output and the notes. Returns false if the reader is gone.
bool write_answer(int fd, const struct outcome *outcome, bool has_artifact);
