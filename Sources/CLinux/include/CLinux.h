#ifndef CLINUX_H
#define CLINUX_H

// What Swift's Glibc module lacks: whole headers it does not list, and calls
// that glibc declares only under _GNU_SOURCE, which that module does not set.

#include <semaphore.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

// accept4(2) needs _GNU_SOURCE.
int clinux_accept4(int listener, struct sockaddr *address, socklen_t *length, int flags);

// sem_clockwait(3) needs _GNU_SOURCE; it is the only timed wait on the monotonic
// clock, which a change of the wall clock cannot stretch.
int clinux_sem_wait(sem_t *semaphore, int64_t milliseconds);

// pthread_setname_np(3) needs _GNU_SOURCE. Names longer than 15 bytes are cut.
void clinux_name_thread(const char *name);

// ioctl(SIOCOUTQ): bytes of a TCP socket sent or queued, and not yet acknowledged.
int clinux_unacknowledged_length(int socket);

// Opens a file that no name leads to: O_TMPFILE of open(2), which needs _GNU_SOURCE, or where
// the file system does not know it, a file that is unlinked at once.
int clinux_open_temporary(const char *folder);

// malloc_trim(3): gives the free pages of the heap back to the system.
void clinux_trim_memory(void);

// Installs a handler that writes the signal's number, one byte, to `descriptor`.
// It is C because a handler may call only what signal-safety(7) lists, and Swift
// code cannot promise that.
int clinux_forward_signal(int signal, int descriptor);
int clinux_ignore_signal(int signal);
int clinux_restore_signal(int signal);

#endif
