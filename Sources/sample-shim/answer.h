#pragma once

#include "supervise.h"

/// One frame: a line with the lengths of what follows (`JSON PAYLOAD\n`), a JSON object, and as
/// payload the retained output and the notes. False when nobody reads any more.
bool write_answer(int fd, const struct outcome *outcome, bool has_artifact);
