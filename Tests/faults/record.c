// The record of what a program did to its files. A flush has two entries, because only what was
// written before it began is flushed when it ends; every other entry follows its deed.

#include "faults.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

struct entry {
    int64_t nanoseconds, inode, offset;
    int32_t operation, path_length, data_length, unused;
};

static int log_file = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void open_record(void) {
    const char *path = getenv("FAULTS_RECORD");
    if (path) log_file = (int)syscall(
        SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

// Calls the kernel itself, or it would record its own writing.
void record(
    enum operation operation, int file, const char *path, int64_t offset, const void *data,
    size_t length) {
    if (log_file < 0) return;
    struct stat status = {0};
    if (file >= 0) fstat(file, &status);
    else if (operation == MKDIR) stat(path, &status);
    struct timespec now;
    syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
    struct entry entry = {
        .nanoseconds = now.tv_sec * 1000000000L + now.tv_nsec, .inode = (int64_t)status.st_ino,
        .offset = offset, .operation = operation,
        .path_length = path ? (int32_t)strlen(path) : 0, .data_length = (int32_t)length};
    struct iovec parts[] = {
        {&entry, sizeof entry}, {(void *)path, (size_t)entry.path_length},
        {(void *)data, length}};
    pthread_mutex_lock(&lock);
    if (syscall(SYS_writev, log_file, parts, 3) < 0) _exit(99);
    pthread_mutex_unlock(&lock);
}
