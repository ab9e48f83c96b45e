import Synchronization
import Testing

@testable import Access

@Suite struct SignInThrottleTests {
    private final class Clock: Sendable {
        private let milliseconds = Mutex<Int64>(1_000_000)
        var now: Int64 { milliseconds.withLock { $0 } }
        func advance(seconds: Int64) { milliseconds.withLock { $0 += seconds * 1_000 } }
    }

    private let clock = Clock()
    private let throttle: SignInThrottle
    private let here = SignInThrottle.Key.address("10.0.0.1")

    init() {
        throttle = SignInThrottle { [clock] in clock.now }
    }

    /// Fails as often as nothing is asked for it.
    private func useUpFreeFailures(_ keys: [SignInThrottle.Key]) {
        for _ in 0..<SignInThrottle.freeFailureCount { #expect(throttle.begin(keys) == nil) }
    }

    @Test("after five failures every one doubles the wait, up to a quarter of an hour")
    func growth() throws {
        useUpFreeFailures([here])
        for wait: Int64 in [5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900] {
            #expect(throttle.begin([here]) == wait)
            clock.advance(seconds: wait - 1)
            #expect(throttle.begin([here]) == 1)
            clock.advance(seconds: 1)
            #expect(throttle.begin([here]) == nil)
        }
    }

    @Test("a try during the wait is turned away and does not prolong it")
    func noProlonging() {
        useUpFreeFailures([here])
        for _ in 0..<1_000 { #expect(throttle.begin([here]) == 5) }
        clock.advance(seconds: 5)
        #expect(throttle.begin([here]) == nil)
    }

    @Test("a success clears what failed before")
    func success() {
        for _ in 0..<4 { #expect(throttle.begin([here]) == nil) }
        throttle.succeeded([here])
        useUpFreeFailures([here])
        #expect(throttle.begin([here]) == 5)
    }

    @Test("one address does not slow down another, unless both try one account")
    func keys() {
        let there = SignInThrottle.Key.address("10.0.0.2")
        let account = SignInThrottle.Key.account("hoa")
        useUpFreeFailures([here, account])
        #expect(throttle.begin([here]) == 5)
        #expect(throttle.begin([there]) == nil)
        #expect(throttle.begin([there, account]) == 5)
        #expect(throttle.begin([.address("hoa")]) == nil)
    }

    @Test("many tries at once do not come before the first failure")
    func atOnce() async {
        let lookedAt = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 { group.addTask { throttle.begin([here]) == nil } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(lookedAt == SignInThrottle.freeFailureCount)
    }

    @Test("failures of an hour ago are forgotten")
    func forgetting() {
        for _ in 0..<4 { #expect(throttle.begin([here]) == nil) }
        clock.advance(seconds: SignInThrottle.memoryMilliseconds / 1_000 + 1)
        useUpFreeFailures([here])
        #expect(throttle.begin([here]) == 5)
    }

    @Test("a flood of addresses is not remembered without bound, and the last failures are kept")
    func flood() {
        for number in 0..<100_000 { _ = throttle.begin([.address("\(number)")]) }
        #expect(throttle.keyCount <= SignInThrottle.keyCountMax)
        useUpFreeFailures([here])
        #expect(throttle.begin([here]) == 5)
    }
}
