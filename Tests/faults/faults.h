// A layer between a program and the C library (LD_PRELOAD) that has files of one folder fail as
// a disk would, keeps a record of what was written and what was flushed, and moves the clock.
//
//   FAULTS_FOLDER   the folder whose files are meant; all others are left alone
//   FAULTS_CONTROL  a file of 16 numbers of 64 bits that both sides map: what is to fail
//   FAULTS_RECORD   where to append the record; without it nothing is recorded

#ifndef FAULTS_H
#define FAULTS_H

#include <stdint.h>
#include <sys/types.h>

// The cells of the control file, in its order; Tests/faulting.py has the same list.
enum cell {
    READ_ERRNO, WRITE_ERRNO, SYNC_ERRNO, CHANGE_ERRNO, // 0: none
    QUOTA,            // octets by which files may still grow; negative: without bounds
    CLOCK_OFFSET,     // nanoseconds added to the wall clock
    ONLY_KIND,        // the kind of file that fails; 0: every kind
    SKIPPED_COUNT,    // so many calls that would fail pass first
    INJECTED_COUNT,   // how many calls failed
    SYNC_COUNT,       // how many flushes came
    SYNC_IS_IGNORED,  // flushes answer "done" and do nothing
    STRIKES_LEFT,     // so many calls fail and no more; 0: all
    CELL_COUNT = 16
};

enum kind { UNTRACKED, DATABASE, WAL, SHARED_MEMORY, OTHER, FOLDER };

enum operation { CREATE, WRITE, TRUNCATE, SYNC_BEGIN, SYNC_END, UNLINK, RENAME, MKDIR };

// Deciding (faults.c). Each answers 0, or the errno that the call is to fail with.
int64_t cell(enum cell cell);
void count(enum cell cell);
int read_fault(enum kind kind);
int write_fault(enum kind kind);
int sync_fault(enum kind kind);
int change_fault(enum kind kind);
// How much of a growth has room; what is granted is taken off.
int64_t granted(int64_t growth);
void give_back(int64_t shrinkage);

// Recording (record.c): what was done, after it was done.
void record(
    enum operation operation, int file, const char *path, int64_t offset, const void *data,
    size_t length);

#endif
