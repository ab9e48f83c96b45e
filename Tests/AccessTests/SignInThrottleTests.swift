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
        for _ in 0..<SignInThrottle.freeFailureCount { #expect(fail(keys) == nil) }
    }

    /// Tries with a wrong secret.
    private func fail(_ keys: [SignInThrottle.Key]) -> Int64? {
        let wait = throttle.begin(keys)
        if wait == nil { throttle.end(keys, failed: true) }
        return wait
    }

    @Test("after five failures every one doubles the wait")
    func growth() throws {
        useUpFreeFailures([here])
        for wait: Int64 in [5, 10, 20, 40, 80, 160] {
            #expect(throttle.begin([here]) == wait)
            clock.advance(seconds: wait - 1)
            #expect(throttle.begin([here]) == 1)
            clock.advance(seconds: 1)
            #expect(fail([here]) == nil)
        }
    }

    @Test("no wait is longer than a quarter of an hour")
    func longest() {
        #expect(
            (5...13).map { SignInThrottle.wait(afterFailures: $0) / 1_000 }
                == [5, 10, 20, 40, 80, 160, 320, 640, 900])
        #expect(SignInThrottle.wait(afterFailures: .max) == 900_000)
    }

    @Test("a try during the wait is turned away and does not prolong it")
    func noProlonging() {
        useUpFreeFailures([here])
        for _ in 0..<1_000 { #expect(throttle.begin([here]) == 5) }
        clock.advance(seconds: 5)
        #expect(throttle.begin([here]) == nil)
    }

    @Test("a success takes nothing off what failed: one cannot guess between uses of a valid one")
    func success() {
        for _ in 0..<4 { #expect(fail([here]) == nil) }
        #expect(throttle.begin([here]) == nil)
        throttle.end([here], failed: false)
        #expect(fail([here]) == nil)
        #expect(throttle.begin([here]) == 5)
    }

    @Test("successes alone are never slowed down nor remembered")
    func successes() {
        for _ in 0..<1_000 {
            #expect(throttle.begin([here]) == nil)
            throttle.end([here], failed: false)
        }
        #expect(throttle.keyCount == 0)
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

    @Test("a room full of people may sign in at once, but not any number")
    func atOnce() async {
        let lookedAt = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 { group.addTask { throttle.begin([here]) == nil } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(lookedAt == SignInThrottle.openCountMax)
        #expect(throttle.begin([here]) == 1)
        for _ in 0..<lookedAt { throttle.end([here], failed: false) }
        #expect(throttle.begin([here]) == nil)
    }

    @Test("many wrong ones at once bring the longest wait")
    func wrongAtOnce() {
        for _ in 0..<30 { #expect(throttle.begin([here]) == nil) }
        for _ in 0..<30 { throttle.end([here], failed: true) }
        #expect(throttle.begin([here]) == 900)
    }

    @Test("failures fade, one in ten minutes")
    func fading() {
        useUpFreeFailures([here])
        clock.advance(seconds: 1_200)
        // Two have faded.
        for _ in 0..<2 { #expect(fail([here]) == nil) }
        #expect(throttle.begin([here]) == 5)
        clock.advance(seconds: 36_000)
        useUpFreeFailures([here])
        #expect(throttle.begin([here]) == 5)
    }

    @Test("setting the time of day neither ends a wait nor prolongs it")
    func steadyClock() async throws {
        let store = try await AccessStore()
        let doorkeeper = try await Doorkeeper(store: store.store, clock: { [clock] in clock.now })
        for _ in 0..<SignInThrottle.freeFailureCount {
            #expect(doorkeeper.signIns.begin([here]) == nil)
            doorkeeper.signIns.end([here], failed: true)
        }
        for seconds: Int64 in [7_200, -14_400] {
            clock.advance(seconds: seconds)
            let wait = doorkeeper.signIns.begin([here])
            #expect(wait.map { (1...5).contains($0) } == true)
        }
    }

    @Test("a flood of addresses is not remembered without bound, and the last failures are kept")
    func flood() {
        for number in 0..<100_000 { _ = throttle.begin([.address("\(number)")]) }
        #expect(throttle.keyCount <= SignInThrottle.keyCountMax)
        useUpFreeFailures([here])
        #expect(throttle.begin([here]) == 5)
    }
}
