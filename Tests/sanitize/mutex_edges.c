// Tells the thread sanitizer what Swift's contended mutex orders.
//
// `Synchronization.Mutex` takes and gives back a free lock by an atomic that the compiler emits
// into the caller, where the sanitizer sees it. A lock that is held goes through three functions
// of libswiftSynchronization.so, which is not instrumented and lets the kernel hand the lock over
// (FUTEX_LOCK_PI, futex(2)): the sanitizer sees two threads in the critical section and nothing
// between them. This library stands before those functions (LD_PRELOAD), calls the real ones, and
// adds the two edges that the lock makes. It hides nothing, as a list of suppressions would: two
// accesses without a lock are still reported.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

// A method's value comes in the context register of Swift's calling convention.
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))
#define SYMBOL(name) __asm__("$s15Synchronization12_MutexHandleV" name)

void __tsan_acquire(void *address);
void __tsan_release(void *address);

SWIFT void lock_slow(uint32_t thread, SELF void *mutex) SYMBOL("9_lockSlowyys6UInt32VF");
SWIFT bool try_lock_slow(SELF void *mutex) SYMBOL("12_tryLockSlowSbyF");
SWIFT void unlock_slow(SELF void *mutex) SYMBOL("11_unlockSlowyyF");

SWIFT void lock_slow(uint32_t thread, SELF void *mutex) {
    SWIFT void (*next)(uint32_t, SELF void *) =
        dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
    next(thread, mutex);
    __tsan_acquire(mutex);
}

SWIFT bool try_lock_slow(SELF void *mutex) {
    SWIFT bool (*next)(SELF void *) =
        dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF");
    bool taken = next(mutex);
    if (taken) __tsan_acquire(mutex);
    return taken;
}

SWIFT void unlock_slow(SELF void *mutex) {
    SWIFT void (*next)(SELF void *) =
        dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV11_unlockSlowyyF");
    __tsan_release(mutex);
    next(mutex);
}
