#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/sockios.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

int clinux_accept4(int listener, struct sockaddr *address, socklen_t *length, int flags) {
    return accept4(listener, address, length, flags);
}

void clinux_trim_memory(void) {
    malloc_trim(0);
}

int clinux_sem_wait(sem_t *semaphore, int64_t milliseconds) {
    struct timespec until;
    if (clock_gettime(CLOCK_MONOTONIC, &until) != 0) return -1;
    until.tv_sec += milliseconds / 1000;
    until.tv_nsec += (milliseconds % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec += 1;
        until.tv_nsec -= 1000000000;
    }
    return sem_clockwait(semaphore, CLOCK_MONOTONIC, &until);
}

void clinux_name_thread(const char *name) {
    char cut[16];
    strncpy(cut, name, sizeof cut - 1);
    cut[sizeof cut - 1] = 0;
    pthread_setname_np(pthread_self(), cut);
}

int clinux_unacknowledged_length(int socket) {
    int length = 0;
    return ioctl(socket, SIOCOUTQ, &length) == 0 ? length : -1;
}

int clinux_open_temporary(const char *folder) {
    int file = open(folder, O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    // Kernels without it take the flag for O_DIRECTORY (open(2)).
    if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) return file;
    char name[PATH_MAX];
    int length = snprintf(name, sizeof name, "%s/mebe-XXXXXX", folder);
    if (length < 0 || (size_t)length >= sizeof name) {
        errno = ENAMETOOLONG;
        return -1;
    }
    file = mkostemp(name, O_CLOEXEC);
    if (file >= 0) unlink(name);
    return file;
}

static atomic_int signal_descriptor = -1;

static void forward(int signal) {
    int saved = errno;
    unsigned char number = (unsigned char)signal;
    // A full pipe already holds enough signals to wake its reader.
    ssize_t written = write(atomic_load(&signal_descriptor), &number, 1);
    (void)written;
    errno = saved;
}

static int set_handler(int signal, void (*handler)(int)) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    return sigaction(signal, &action, NULL);
}

int clinux_forward_signal(int signal, int descriptor) {
    atomic_store(&signal_descriptor, descriptor);
    return set_handler(signal, forward);
}

int clinux_ignore_signal(int signal) {
    return set_handler(signal, SIG_IGN);
}

int clinux_restore_signal(int signal) {
    return set_handler(signal, SIG_DFL);
}
