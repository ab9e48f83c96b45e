// What is to fail, as the control file says at this moment.

#include "faults.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static _Atomic int64_t *cells;

__attribute__((constructor)) static void map_control(void) {
    const char *path = getenv("FAULTS_CONTROL");
    int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *place = mmap(
        NULL, CELL_COUNT * sizeof(int64_t), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (place != MAP_FAILED) cells = place;
    close(file);
}

int64_t cell(enum cell cell) {
    if (!cells) return cell == QUOTA ? -1 : 0;
    return atomic_load(&cells[cell]);
}

void count(enum cell cell) {
    if (cells) atomic_fetch_add(&cells[cell], 1);
}

static int fault(enum cell code, enum kind kind) {
    int64_t value = cell(code), only = cell(ONLY_KIND);
    if (value == 0 || (only != 0 && only != (int64_t)kind)) return 0;
    if (cell(SKIPPED_COUNT) > 0 && atomic_fetch_sub(&cells[SKIPPED_COUNT], 1) > 0) return 0;
    int64_t left = cell(STRIKES_LEFT);
    if (left < 0) return 0;
    if (left > 0) atomic_store(&cells[STRIKES_LEFT], left == 1 ? -1 : left - 1);
    count(INJECTED_COUNT);
    return (int)value;
}

int read_fault(enum kind kind) { return fault(READ_ERRNO, kind); }
int write_fault(enum kind kind) { return fault(WRITE_ERRNO, kind); }
int change_fault(enum kind kind) { return fault(CHANGE_ERRNO, kind); }

int sync_fault(enum kind kind) {
    count(SYNC_COUNT);
    return fault(SYNC_ERRNO, kind);
}

int64_t granted(int64_t growth) {
    if (growth <= 0 || cell(QUOTA) < 0) return growth;
    int64_t left = atomic_load(&cells[QUOTA]), grant;
    do grant = left < growth ? left : growth;
    while (!atomic_compare_exchange_weak(&cells[QUOTA], &left, left - grant));
    if (grant < growth) count(INJECTED_COUNT);
    return grant;
}

void give_back(int64_t shrinkage) {
    if (shrinkage > 0 && cell(QUOTA) >= 0) atomic_fetch_add(&cells[QUOTA], shrinkage);
}
