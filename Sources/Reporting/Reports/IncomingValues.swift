/// What an incoming report gives for which codes, in the order in which it came.
///
/// Codes lie one behind the other: a report costs two allocations here instead of one a value.
public struct IncomingValues: Sendable {
    private struct Entry {
        /// Where the code ends in `codes`.
        let codeEnd: Int
        let value: IncomingReport.Value
    }

    private var codes: [UInt8] = []
    private var entries: [Entry] = []

    public init() {}

    public init(_ values: [(code: String, value: IncomingReport.Value)]) {
        for (code, value) in values { append(code.utf8Span.span, value) }
    }

    public mutating func reserve(count: Int) {
        codes.reserveCapacity(count * Self.usualCodeLength)
        entries.reserveCapacity(count)
    }

    private static let usualCodeLength = 24

    /// - Parameter code: as UTF-8; one that came before is the caller's to refuse.
    public mutating func append(_ code: Span<UInt8>, _ value: IncomingReport.Value) {
        code.withUnsafeBufferPointer { codes.append(contentsOf: $0) }
        entries.append(Entry(codeEnd: codes.count, value: value))
    }

    /// Calls `body` with each code, as UTF-8, and what stands there.
    func forEach(_ body: (_ code: Span<UInt8>, IncomingReport.Value) -> Void) {
        var start = 0
        for entry in entries {
            body(codes.span.extracting(start..<entry.codeEnd), entry.value)
            start = entry.codeEnd
        }
    }
}
