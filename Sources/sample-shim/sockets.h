#pragma once

/// Returns the bytes that all sockets of a network namespace hold. `socket` is a non-blocking
/// NETLINK_SOCK_DIAG socket that was made in the namespace. Stops when it has found `enough`.
long long memory_of_sockets(int socket, long long enough);
