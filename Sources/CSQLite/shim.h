#ifndef CSQLITE_SHIM_H
#define CSQLITE_SHIM_H

#include <errno.h>
#include <sqlite3.h>
#include <stddef.h>

// SQLITE_TRANSIENT is -1 cast to a function pointer, a macro Swift cannot import. Under it
// SQLite copies the bytes before the call returns. An empty Swift buffer may have no address,
// but a null pointer would bind NULL instead of the empty value.
static inline int csqlite_bind_text_copy(
    sqlite3_stmt *statement, int index, const char *text, sqlite3_uint64 length) {
    return sqlite3_bind_text64(
        statement, index, text ? text : "", length, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int csqlite_bind_blob_copy(
    sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 length) {
    return sqlite3_bind_blob64(statement, index, bytes ? bytes : "", length, SQLITE_TRANSIENT);
}

// sqlite3_config and sqlite3_db_config are variadic, which Swift cannot call. Every option
// used here takes one int, and for a connection also a place for the resulting setting.
static inline int csqlite_config_int(int option, int value) {
    return sqlite3_config(option, value);
}

static inline int csqlite_db_config_int(sqlite3 *database, int option, int value, int *result) {
    return sqlite3_db_config(database, option, value, result);
}

// What the system call that failed last on this thread left. sqlite3_system_errno answers 0 for a
// COMMIT that failed, which is where it matters.
static inline int csqlite_errno(void) {
    return errno;
}

// Reads a file of the database past the pager, as the bytes stand on the disk; which one, says
// the operation (SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER). Past its end, or where
// there is no such file, SQLITE_IOERR_SHORT_READ.
static inline int csqlite_read_file(
    sqlite3 *database, int operation, void *bytes, int length, sqlite3_int64 offset) {
    sqlite3_file *file = NULL;
    int result = sqlite3_file_control(database, "main", operation, &file);
    if (result != SQLITE_OK) return result;
    if (file == NULL || file->pMethods == NULL) return SQLITE_IOERR_SHORT_READ;
    return file->pMethods->xRead(file, bytes, length, offset);
}

enum csqlite_reason {
    csqlite_no_space = ENOSPC, csqlite_over_quota = EDQUOT, csqlite_read_only = EROFS
};

#endif
