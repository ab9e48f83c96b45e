public import Kernel
internal import Synchronization

/// Writes what the loops note of each request, a JSON object a line.
///
/// One thread writes, in batches, from a queue of bounded length: a loop never waits for a disk
/// or a pipe. Lines that find the queue full, or a disk that takes no more, are dropped and
/// counted, and before the next line that is written one says how many are missing.
public final class AccessLog: Sendable {
    /// Where lines go.
    public enum Destination: Sendable {
        case standardOutput
        case file(String, LogBounds)
    }

    /// Octets that may wait for the writer.
    private static let queuedLengthMax = 4 << 20

    /// How long the end waits for a writer that a pipe or a disk holds up.
    private static let closingMilliseconds: Int64 = 2_000

    private struct Queue {
        var batches: [[UInt8]] = []
        var lineCount = 0
        var length = 0
        var droppedCount = 0
        var isToReopen = false
        var isClosing = false

        /// All batches in one piece, for one write.
        var joined: [UInt8] {
            if batches.count == 1 { return batches[0] }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(length)
            for batch in batches { bytes.append(contentsOf: batch) }
            return bytes
        }
    }

    private let queue = Mutex(Queue())
    private let work = Semaphore()
    private let ended = Semaphore()
    private let failed: @Sendable (KernelError) -> Void

    /// Opens the destination and starts the writer.
    ///
    /// - Parameter failed: called on the writer's thread when writing begins to fail.
    public init(
        to destination: Destination, failed: @escaping @Sendable (KernelError) -> Void
    ) throws(KernelError) {
        self.failed = failed
        let sink = try LogSink(destination)
        _ = try Thread(named: "access-log") { self.write(to: sink) }
    }

    /// Takes whole lines from a loop. Never waits.
    func submit(_ lines: [UInt8], count: Int) {
        let isFirst = queue.withLock { queue in
            guard queue.length + lines.count <= Self.queuedLengthMax else {
                queue.droppedCount += count
                return false
            }
            queue.batches.append(lines)
            queue.lineCount += count
            queue.length += lines.count
            return queue.batches.count == 1
        }
        if isFirst { work.signal() }
    }

    /// Opens the file under its name again before the next line.
    public func reopen() {
        queue.withLock { $0.isToReopen = true }
        work.signal()
    }

    /// Writes what waits and ends; a writer that is held up is waited for two seconds. Blocks
    /// the caller.
    public func close() {
        queue.withLock { $0.isClosing = true }
        work.signal()
        _ = ended.wait(timeoutMilliseconds: Self.closingMilliseconds)
    }
}

/// The writer's thread.
extension AccessLog {
    private func write(to sink: LogSink) {
        var droppedCount = 0
        var isClosing = false
        var isFailing = false
        var isToReopen = false
        while !isClosing {
            work.wait()
            let taken = take()
            isClosing = taken.isClosing
            droppedCount += taken.droppedCount
            isToReopen = isToReopen || taken.isToReopen
            do throws(KernelError) {
                if isToReopen { try sink.reopen() }
                isToReopen = false
                guard !taken.batches.isEmpty || isClosing else { continue }
                let missing = droppedCount > 0 ? AccessLine.missing(droppedCount) : []
                // In one piece with the lines, or a nearly full disk would take it alone.
                try sink.append(missing + taken.joined)
                droppedCount = 0
                isFailing = false
            } catch {
                droppedCount += taken.lineCount
                if !isFailing { failed(error) }
                isFailing = true
            }
        }
        ended.signal()
    }

    private func take() -> Queue {
        queue.withLock { queue in
            let taken = queue
            queue = Queue()
            queue.isClosing = taken.isClosing
            return taken
        }
    }
}
