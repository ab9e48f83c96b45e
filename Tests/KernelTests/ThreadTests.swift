import Kernel
import Synchronization
import Testing

struct ThreadTests {
    @Test("A joined thread has run")
    func join() throws {
        let count = Atomic(0)
        for _ in 0..<100 {
            try Thread(named: "test") { count.add(1, ordering: .relaxed) }.join()
        }
        let total = count.load(ordering: .relaxed)
        #expect(total == 100)
    }

    @Test("A semaphore lets as many pass as it was signalled")
    func semaphore() throws {
        let semaphore = Semaphore(count: 1)
        semaphore.signal()
        semaphore.wait()
        let second = semaphore.wait(timeoutMilliseconds: 0)
        let third = semaphore.wait(timeoutMilliseconds: 5)
        #expect(second)
        #expect(!third)
        let thread = try Thread(named: "test") { semaphore.signal() }
        semaphore.wait()
        thread.join()
    }

    @Test("Signals come as a sequence")
    func signals() async throws {
        Signals.ignoreBrokenPipe()
        var signals = try Signals.watch([.hangUp]).makeAsyncIterator()
        for _ in 0..<3 {
            Signals.raise(.hangUp)
            #expect(await signals.next() == .hangUp)
        }
    }

    @Test("The limit of open files is raised")
    func openFiles() throws {
        #expect(try ResourceLimits.raiseOpenFiles() >= 1_024)
    }
}
