internal import HTTPWire
internal import Kernel

/// One loop's lines on their way to the access log: collected here, handed over in batches.
///
/// Lines are made on the loop because that is cheaper than handing over what they are made of:
/// a few hundred octets are copied, nothing is retained, and no head with its secrets leaves.
final class AccessNotes {
    private let log: AccessLog
    private let loop: EventLoop
    private var lines: [UInt8] = []
    private var count = 0
    private var timer: LoopTimer?
    private var second: Int64 = 0
    private var secondText = ""

    /// A batch goes when it has so many octets, or is so old.
    private static let batchLength = 32_768
    private static let batchMilliseconds: Int64 = 100

    init(_ log: AccessLog, on loop: EventLoop) {
        self.log = log
        self.loop = loop
        timer = LoopTimer { [unowned self] in handOver() }
    }

    /// Notes an exchange that has ended.
    func add(_ exchange: Exchange, sentLength: Int, endMicroseconds: Int64) {
        if exchange.startMilliseconds / 1000 != second || secondText.isEmpty {
            second = exchange.startMilliseconds / 1000
            secondText = HTTPDate.rfc3339(epochSeconds: second)
        }
        AccessLine.append(
            exchange, time: secondText, sentLength: sentLength, endMicroseconds: endMicroseconds,
            to: &lines)
        count += 1
        if count == 1, let timer { loop.arm(timer, afterMilliseconds: Self.batchMilliseconds) }
        if lines.count >= Self.batchLength { handOver() }
    }

    /// Gives what there is to the writer.
    func handOver() {
        timer?.disarm()
        guard count > 0 else { return }
        log.submit(lines, count: count)
        lines = []
        lines.reserveCapacity(Self.batchLength + AccessLine.textLengthMax * 4)
        count = 0
    }

    /// Hands over for the last time.
    func end() {
        handOver()
        if let timer = timer.take() { loop.cancel(timer) }
    }
}
