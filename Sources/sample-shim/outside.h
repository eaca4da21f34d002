#pragma once

/// Reads jobs from standard input, one after the other, and answers each on standard output.
/// Whoever asks keeps standard input open until the last answer: its end means that they are gone,
/// and then whatever runs is killed.
int serve_jobs(void);
