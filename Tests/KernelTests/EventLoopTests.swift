import Kernel
import Synchronization
import Testing

struct EventLoopTests {
    @Test("A task that prefers a loop runs on its thread, and comes back after each await")
    func tasks() async throws {
        let loop = try EventLoop.start(named: "test")
        let other = try EventLoop.start(named: "other")
        let isAlwaysCurrent = await Task(executorPreference: loop) {
            for _ in 0..<100 {
                guard loop.isCurrent else { return false }
                let wasElsewhere = await Task(executorPreference: other) { other.isCurrent }.value
                guard wasElsewhere else { return false }
            }
            return loop.isCurrent
        }.value
        #expect(isAlwaysCurrent)
        #expect(!loop.isCurrent)
        loop.stop()
        other.stop()
    }

    @Test("Blocks from many threads all run, each thread's in order")
    func blocks() throws {
        let loop = try EventLoop.start(named: "test")
        let seen = Mutex([[Int]](repeating: [], count: 4))
        let ended = Semaphore()
        for number in 0..<4 {
            _ = try Thread(named: "sender-\(number)") {
                for value in 0..<10_000 {
                    loop.execute { seen.withLock { $0[number].append(value) } }
                }
                ended.signal()
            }
        }
        for _ in 0..<4 { ended.wait() }
        loop.stop()
        let values = seen.withLock { $0 }
        #expect(values == [[Int]](repeating: Array(0..<10_000), count: 4))
    }

    @Test("Timers fire in the order of their deadlines, as they were last set")
    func timers() throws {
        let loop = try EventLoop.start(named: "test")
        let fired = Mutex([String]())
        let ended = Semaphore()
        let kept = Kept()
        loop.execute {
            func timer(_ name: String) -> LoopTimer {
                let timer = LoopTimer {
                    fired.withLock { $0.append(name) }
                    if name == "last" { ended.signal() }
                }
                kept.timers.append(timer)
                return timer
            }
            loop.arm(timer("last"), afterMilliseconds: 80)
            loop.arm(timer("second"), afterMilliseconds: 20)
            let late = timer("fourth")
            loop.arm(late, afterMilliseconds: 1)
            loop.arm(late, afterMilliseconds: 60)
            let early = timer("third")
            loop.arm(early, afterMilliseconds: 5_000)
            loop.arm(early, afterMilliseconds: 40)
            loop.arm(timer("first"), afterMilliseconds: 0)
            let never = timer("never")
            loop.arm(never, afterMilliseconds: 10)
            never.disarm()
        }
        let hasEnded = ended.wait(timeoutMilliseconds: 10_000)
        #expect(hasEnded)
        loop.stop()
        let order = fired.withLock { $0 }
        #expect(order == ["first", "second", "third", "fourth", "last"])
    }

    @Test("A loop that has ended is current on no thread, though its thread's id comes again")
    func owner() throws {
        var loops: [EventLoop] = []
        for _ in 0..<50 {
            let loop = try EventLoop.start(named: "test")
            loop.stop()
            loops.append(loop)
        }
        let ended = loops
        let mistaken = Mutex(0)
        for _ in 0..<50 {
            let thread = try Thread(named: "later") {
                mistaken.withLock { $0 += ended.count(where: \.isCurrent) }
            }
            thread.join()
        }
        let count = mistaken.withLock { $0 }
        #expect(count == 0)
    }

    @Test("Tasks that outlive their loop go on elsewhere")
    func afterTheEnd() async throws {
        let loop = try EventLoop.start(named: "test")
        loop.stop()
        #expect(await Task(executorPreference: loop) { 42 }.value == 42)
    }
}

/// Timers of a loop, which does not keep a disarmed one alive.
private final class Kept: @unchecked Sendable {
    // Touched on the loop's thread alone.
    var timers: [LoopTimer] = []
}
