#pragma once

/// Reads jobs from standard input, one after another, and answers each on standard output. The
/// caller keeps standard input open until the last answer. The end of input means that the caller
/// is gone, and then every running process is killed.
int serve_jobs(void);
