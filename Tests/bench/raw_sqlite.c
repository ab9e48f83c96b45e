// The writes of one report each, straight into SQLite: what the disk and the library allow.
// A head row is replaced and a journal row added, both with about 200 bytes of packed values,
// under WAL and synchronous=FULL, units and months at random as in the posted reports, and into
// a table that has a year of the whole country already.
//
//     raw_sqlite FILE ROWS_PER_COMMIT SECONDS [sha256]
//
// prints rows a second. With `sha256` each row is also hashed.

#include <openssl/evp.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { unit_count = 10598, first_month = 2023 * 12, month_count = 20, filled_months = 12,
       values_length = 200 };

static sqlite3 *database;
static sqlite3_stmt *begin, *commit, *find, *put_head, *put_journal;
static EVP_MD *digest;
static EVP_MD_CTX *digest_context;

static void fail(const char *what) {
    fprintf(stderr, "raw_sqlite: %s: %s\n", what, sqlite3_errmsg(database));
    exit(1);
}

static void run(const char *sql) {
    if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK) fail(sql);
}

static sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)
        != SQLITE_OK) fail(sql);
    return statement;
}

static void step(sqlite3_stmt *statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) fail(sqlite3_sql(statement));
    sqlite3_reset(statement);
}

static void open_database(const char *path) {
    if (sqlite3_open(path, &database) != SQLITE_OK) fail(path);
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "CREATE TABLE journal (seq INTEGER PRIMARY KEY, form INTEGER NOT NULL,"
        " month INTEGER NOT NULL, unit INTEGER NOT NULL, revision INTEGER NOT NULL,"
        " previous_seq INTEGER, status INTEGER NOT NULL, received_at INTEGER NOT NULL,"
        " \"values\" BLOB NOT NULL, hash BLOB NOT NULL) STRICT;"
        "CREATE TABLE head (form INTEGER NOT NULL, month INTEGER NOT NULL,"
        " unit INTEGER NOT NULL, revision INTEGER NOT NULL, seq INTEGER NOT NULL,"
        " \"values\" BLOB, PRIMARY KEY (form, month, unit)) STRICT, WITHOUT ROWID;");
    begin = prepare("BEGIN IMMEDIATE");
    commit = prepare("COMMIT");
    find = prepare("SELECT revision, seq FROM head WHERE form = 1 AND month = ?1 AND unit = ?2");
    put_head = prepare("INSERT OR REPLACE INTO head VALUES (1, ?1, ?2, ?3, ?4, ?5)");
    put_journal = prepare("INSERT INTO journal VALUES (?4, 1, ?1, ?2, ?3, ?6, 1, ?7, ?5, ?8)");
}

static void bind_row(sqlite3_stmt *statement, int month, int unit, int revision, long seq,
                     const unsigned char *values) {
    sqlite3_bind_int(statement, 1, month);
    sqlite3_bind_int(statement, 2, unit);
    sqlite3_bind_int(statement, 3, revision);
    sqlite3_bind_int64(statement, 4, seq);
    sqlite3_bind_blob(statement, 5, values, values_length, SQLITE_STATIC);
}

static void write_report(long seq, int month, int unit) {
    unsigned char values[values_length], hash[32] = {0};
    for (int i = 0; i < values_length; i++) values[i] = (unsigned char)random();

    sqlite3_bind_int(find, 1, month);
    sqlite3_bind_int(find, 2, unit);
    int known = sqlite3_step(find) == SQLITE_ROW;
    int revision = known ? sqlite3_column_int(find, 0) + 1 : 1;
    if (known) sqlite3_bind_int64(put_journal, 6, sqlite3_column_int64(find, 1));
    else sqlite3_bind_null(put_journal, 6);
    sqlite3_reset(find);

    if (digest) {
        EVP_DigestInit_ex2(digest_context, digest, NULL);
        EVP_DigestUpdate(digest_context, &seq, sizeof seq);
        EVP_DigestUpdate(digest_context, values, values_length);
        EVP_DigestFinal_ex(digest_context, hash, NULL);
    }
    bind_row(put_head, month, unit, revision, seq, values);
    step(put_head);
    bind_row(put_journal, month, unit, revision, seq, values);
    sqlite3_bind_int64(put_journal, 7, (sqlite3_int64)time(NULL) * 1000);
    sqlite3_bind_blob(put_journal, 8, hash, sizeof hash, SQLITE_STATIC);
    step(put_journal);
}

static long fill(void) {
    long seq = 0;
    step(begin);
    for (int month = 0; month < filled_months; month++)
        for (int unit = 0; unit < unit_count; unit++)
            write_report(++seq, first_month + month, unit);
    step(commit);
    run("PRAGMA wal_checkpoint(TRUNCATE)");
    return seq;
}

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "usage: raw_sqlite FILE ROWS_PER_COMMIT SECONDS [sha256]\n");
        return 2;
    }
    int rows_per_commit = atoi(argv[2]);
    double seconds = atof(argv[3]);
    if (argc > 4 && strcmp(argv[4], "sha256") == 0) {
        digest = EVP_MD_fetch(NULL, "SHA256", NULL);
        digest_context = EVP_MD_CTX_new();
    }
    open_database(argv[1]);

    long filled = fill(), seq = filled;
    double start = seconds_now(), end = start;
    while (end - start < seconds) {
        step(begin);
        for (int row = 0; row < rows_per_commit; row++) {
            int month = first_month + (int)(random() % month_count);
            write_report(++seq, month, (int)(random() % unit_count));
        }
        step(commit);
        end = seconds_now();
    }
    printf("%.0f\n", (double)(seq - filled) / (end - start));
    return 0;
}
