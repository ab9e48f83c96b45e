import Serving

/// Reports of one request, a line each: read, stored and answered at the same time.
///
/// Several lines are with the store at once, so that one commit takes many; they are answered in
/// their order. A bounded number of lines is under way, and neither is more read while it is
/// full nor more begun than was sent back: a slow client on either side costs no memory.
struct ReportBatch {
    /// Lines begun and not yet sent back.
    static let windowMax = 128
    /// A report takes a few kilobytes.
    static let lineLengthMax = 256 * 1_024

    /// What a child task of the batch came to.
    private enum Event: Sendable {
        case input([UInt8]?)
        case inputFailed(BodyError)
        case answered(ordinal: Int, BatchLine.Key?, [UInt8])
        case written(count: Int)
    }

    private let routes: APIRoutes
    private let posting: ReportPosting
    private let body: RequestBody
    private let output: BodyWriter

    private var splitter = LineSplitter(lengthMax: lineLengthMax)
    /// Received and not looked at, the next one last.
    private var waiting: [LineSplitter.Line] = []
    /// The first line that is not begun.
    private var next: BatchLine?
    /// The reports that the store has lines for.
    private var underWay: Set<BatchLine.Key> = []
    /// What is not sent back yet, by ordinal.
    private var answers: [Int: [UInt8]] = [:]
    private var begunCount = 0
    private var writtenCount = 0
    private var isReading = false
    private var isWriting = false
    private var hasEnded = false
    private var failure: BodyError?

    init(
        _ routes: APIRoutes, _ posting: ReportPosting, from body: RequestBody,
        to output: BodyWriter
    ) {
        self.routes = routes
        self.posting = posting
        self.body = body
        self.output = output
    }

    /// Returns when every line is answered. Throws when the client is gone, or after the last
    /// answer if the body broke off: what was acknowledged is stored, no half line ever is.
    consuming func run() async throws {
        var batch = self
        try await withThrowingTaskGroup(of: Event.self) { group in
            batch.advance(&group)
            while let event = try await group.next() {
                try batch.take(event)
                batch.advance(&group)
            }
        }
        if let failure = batch.failure { throw failure }
    }

    private mutating func take(_ event: Event) throws(BodyError) {
        switch event {
        case .input(let bytes?):
            isReading = false
            waiting = splitter.take(bytes).reversed()
        case .input(nil):
            (isReading, hasEnded) = (false, true)
            waiting = splitter.finish().map { [$0] } ?? []
        case .inputFailed(.clientGone): throw .clientGone
        case .inputFailed(let error):
            (isReading, hasEnded, failure) = (false, true, error)
        case .answered(let ordinal, let key, let bytes):
            if let key { underWay.remove(key) }
            answers[ordinal] = bytes
        case .written(let count):
            isWriting = false
            writtenCount += count
        }
    }

    private typealias Group = ThrowingTaskGroup<Event, any Error>

    private mutating func advance(_ group: inout Group) {
        beginLines(&group)
        if next == nil, waiting.isEmpty, hasRoom, !isReading, !hasEnded { read(&group) }
        if !isWriting { write(&group) }
    }

    private var hasRoom: Bool { begunCount - writtenCount < Self.windowMax }

    private mutating func beginLines(_ group: inout Group) {
        while hasRoom, let line = takeLine() {
            let ordinal = begunCount
            begunCount += 1
            if let key = line.key { underWay.insert(key) }
            group.addTask { [routes, posting] in
                .answered(ordinal: ordinal, line.key, await routes.answer(to: line, posting))
            }
        }
    }

    /// The next line that may begin. Of two lines for one report the later one must be stored
    /// later, so it waits for the first.
    private mutating func takeLine() -> BatchLine? {
        next = next ?? waiting.popLast().map(BatchLine.init)
        guard let line = next, line.key.map({ !underWay.contains($0) }) ?? true else {
            return nil
        }
        next = nil
        return line
    }

    private mutating func read(_ group: inout Group) {
        isReading = true
        group.addTask { [body] in
            do throws(BodyError) {
                return .input(try await body.next())
            } catch {
                return .inputFailed(error)
            }
        }
    }

    /// Sends what is answered without a gap, all at once.
    private mutating func write(_ group: inout Group) {
        var bytes: [UInt8] = []
        var count = 0
        while let answer = answers.removeValue(forKey: writtenCount + count) {
            bytes += answer
            count += 1
        }
        guard count > 0 else { return }
        isWriting = true
        group.addTask { [output, bytes, count] in
            try await output.write(bytes)
            return .written(count: count)
        }
    }
}
