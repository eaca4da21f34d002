#pragma once

/// What all sockets of a network namespace hold, in bytes, asked of a NETLINK_SOCK_DIAG socket that
/// was made in it and does not block. Looks no further when it has found `enough`.
long long memory_of_sockets(int socket, long long enough);
