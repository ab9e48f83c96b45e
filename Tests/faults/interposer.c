// The calls of the C library that change files, as libsqlite3 and the program itself make them.

#define _GNU_SOURCE
#include "faults.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define FILE_MAX 65536
static unsigned char kinds[FILE_MAX];

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) abort();
    return found;
}

static int failed(int code) {
    errno = code;
    return -1;
}

static int ends_with(const char *text, const char *end) {
    size_t length = strlen(text), part = strlen(end);
    return length >= part && strcmp(text + length - part, end) == 0;
}

static enum kind kind_of_path(const char *path) {
    const char *folder = getenv("FAULTS_FOLDER");
    size_t length = folder ? strlen(folder) : 0;
    if (length == 0 || strncmp(path, folder, length) != 0) return UNTRACKED;
    if (path[length] == 0 || (path[length] == '/' && path[length + 1] == 0)) return FOLDER;
    if (path[length] != '/') return UNTRACKED;
    if (ends_with(path, "/mebe.db")) return DATABASE;
    if (ends_with(path, "/mebe.db-wal")) return WAL;
    return ends_with(path, "-shm") ? SHARED_MEMORY : OTHER;
}

static enum kind kind_of(int file) {
    return file >= 0 && file < FILE_MAX ? kinds[file] : UNTRACKED;
}

static int opened(
    int (*call)(const char *, int, ...), const char *path, int flags, mode_t mode) {
    enum kind kind = kind_of_path(path);
    int is_new = 0;
    if (kind != UNTRACKED && (flags & (O_CREAT | O_WRONLY | O_RDWR | O_TRUNC))) {
        int code = change_fault(kind);
        if (code) return failed(code);
        is_new = (flags & O_CREAT) && access(path, F_OK) != 0;
    }
    int file = call(path, flags, mode);
    if (file < 0 || file >= FILE_MAX) return file;
    kinds[file] = (unsigned char)kind;
    if (is_new) record(CREATE, file, path, 0, NULL, 0);
    if (kind != UNTRACKED && (flags & O_TRUNC)) record(TRUNCATE, file, path, 0, NULL, 0);
    return file;
}

#define OPEN(name)                                                  \
    int name(const char *path, int flags, ...) {                    \
        va_list more;                                               \
        va_start(more, flags);                                      \
        int is_making = (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE; \
        mode_t mode = is_making ? va_arg(more, mode_t) : 0;         \
        va_end(more);                                               \
        return opened(REAL(name), path, flags, mode);               \
    }
OPEN(open)
OPEN(open64)

int close(int file) {
    if (file >= 0 && file < FILE_MAX) kinds[file] = UNTRACKED;
    return REAL(close)(file);
}

static int64_t size(int file) {
    struct stat status;
    return fstat(file, &status) == 0 ? status.st_size : 0;
}

// How much of a write has room, or -1 with the errno that it fails with.
static ssize_t room(int file, size_t length, off64_t offset) {
    enum kind kind = kind_of(file);
    int code = write_fault(kind);
    if (code) return failed(code);
    if (cell(QUOTA) < 0) return (ssize_t)length;
    int64_t growth = offset + (int64_t)length - size(file);
    int64_t missing = growth > 0 ? growth - granted(growth) : 0;
    if (missing >= (int64_t)length && length > 0) return failed(ENOSPC);
    return (ssize_t)length - missing;
}

#define PWRITE(name, offset_type)                                                       \
    ssize_t name(int file, const void *data, size_t length, offset_type offset) {       \
        if (kind_of(file) == UNTRACKED) return REAL(name)(file, data, length, offset);  \
        ssize_t count = room(file, length, offset);                                     \
        if (count < 0) return count;                                                    \
        count = REAL(name)(file, data, (size_t)count, offset);                          \
        if (count > 0) record(WRITE, file, NULL, offset, data, (size_t)count);          \
        return count;                                                                   \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int file, const void *data, size_t length) {
    if (kind_of(file) == UNTRACKED) return REAL(write)(file, data, length);
    int is_appending = fcntl(file, F_GETFL) & O_APPEND;
    off64_t offset = lseek(file, 0, is_appending ? SEEK_END : SEEK_CUR);
    ssize_t count = room(file, length, offset);
    if (count < 0) return count;
    count = REAL(write)(file, data, (size_t)count);
    if (count > 0) record(WRITE, file, NULL, offset, data, (size_t)count);
    return count;
}

#define READ(name, parameters, arguments)                       \
    ssize_t name parameters {                                   \
        enum kind kind = kind_of(file);                         \
        int code = kind == UNTRACKED ? 0 : read_fault(kind);    \
        return code ? failed(code) : REAL(name) arguments;      \
    }
READ(read, (int file, void *data, size_t length), (file, data, length))
READ(pread, (int file, void *data, size_t length, off_t offset), (file, data, length, offset))
READ(pread64, (int file, void *data, size_t length, off64_t offset), (file, data, length, offset))

#define TRUNCATION(name, offset_type)                                       \
    int name(int file, offset_type length) {                                \
        enum kind kind = kind_of(file);                                     \
        int code = kind == UNTRACKED ? 0 : write_fault(kind);               \
        if (code) return failed(code);                                      \
        int64_t before = kind == UNTRACKED ? 0 : size(file);                \
        int result = REAL(name)(file, length);                              \
        if (result != 0 || kind == UNTRACKED) return result;                \
        give_back(before - size(file));                                     \
        record(TRUNCATE, file, NULL, length, NULL, 0);                      \
        return 0;                                                      \
    }
TRUNCATION(ftruncate, off_t)
TRUNCATION(ftruncate64, off64_t)

#define SYNC(name)                                                  \
    int name(int file) {                                            \
        enum kind kind = kind_of(file);                             \
        if (kind == UNTRACKED) return REAL(name)(file);             \
        int code = sync_fault(kind);                                \
        if (code) return failed(code);                              \
        if (cell(SYNC_IS_IGNORED)) return 0;                        \
        record(SYNC_BEGIN, file, NULL, 0, NULL, 0);                 \
        int result = REAL(name)(file);                              \
        if (result == 0) record(SYNC_END, file, NULL, 0, NULL, 0);  \
        return result;                                              \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    enum kind kind = kind_of_path(path);
    int code = kind == UNTRACKED ? 0 : change_fault(kind);
    if (code) return failed(code);
    int result = REAL(unlink)(path);
    if (result == 0 && kind != UNTRACKED) record(UNLINK, -1, path, 0, NULL, 0);
    return result;
}

int rename(const char *old, const char *new) {
    enum kind kind = kind_of_path(old);
    int code = kind == UNTRACKED ? 0 : change_fault(kind);
    if (code) return failed(code);
    int result = REAL(rename)(old, new);
    if (result == 0 && kind != UNTRACKED) record(RENAME, -1, old, 0, new, strlen(new));
    return result;
}

int mkdir(const char *path, mode_t mode) {
    enum kind kind = kind_of_path(path);
    int code = kind == UNTRACKED ? 0 : change_fault(kind);
    if (code) return failed(code);
    int result = REAL(mkdir)(path, mode);
    if (result == 0 && kind != UNTRACKED) record(MKDIR, -1, path, 0, NULL, 0);
    return result;
}

// The wall clock alone: CLOCK_MONOTONIC never jumps.

int clock_gettime(clockid_t clock, struct timespec *time) {
    int result = REAL(clock_gettime)(clock, time);
    int64_t offset = cell(CLOCK_OFFSET);
    if (result != 0 || offset == 0) return result;
    if (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE) return result;
    int64_t nanoseconds = time->tv_nsec + offset % 1000000000;
    time->tv_sec += offset / 1000000000;
    if (nanoseconds < 0 || nanoseconds >= 1000000000) {
        int64_t carried = nanoseconds < 0 ? -1 : 1;
        time->tv_sec += carried;
        nanoseconds -= carried * 1000000000;
    }
    time->tv_nsec = nanoseconds;
    return 0;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    (void)zone;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    *time = (struct timeval){now.tv_sec, now.tv_nsec / 1000};
    return 0;
}

time_t time(time_t *place) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (place) *place = now.tv_sec;
    return now.tv_sec;
}
