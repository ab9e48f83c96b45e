internal import Glibc

/// The two clocks, read without leaving user space (vdso(7)).
public enum SystemTime {
    /// Milliseconds of a clock that only goes forward; for deadlines.
    public static func monotonicMilliseconds() -> Int64 {
        milliseconds(of: CLOCK_MONOTONIC)
    }

    /// The same clock in microseconds; for how long something took.
    public static func monotonicMicroseconds() -> Int64 {
        let time = time(of: CLOCK_MONOTONIC)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }

    /// Milliseconds since 1970 in UTC; for stamps that people and other machines read.
    public static func wallMilliseconds() -> Int64 {
        milliseconds(of: CLOCK_REALTIME)
    }

    /// Nanoseconds of the clock that only goes forward; for rates.
    public static func monotonicNanoseconds() -> Int64 {
        let time = time(of: CLOCK_MONOTONIC)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private static func milliseconds(of clock: clockid_t) -> Int64 {
        let time = time(of: clock)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    private static func time(of clock: clockid_t) -> timespec {
        var time = timespec()
        // Cannot fail: both clocks exist on every Linux.
        unsafe clock_gettime(clock, &time)
        return time
    }
}
