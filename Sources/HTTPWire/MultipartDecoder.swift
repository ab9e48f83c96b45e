/// Reads multipart/form-data (RFC 7578, RFC 2046 §5.1) as its octets come, in any portions.
///
/// Strict where leniency would let two readers find different parts: the body begins with its
/// boundary, every line end is CR LF, and nothing follows the last boundary but one line end.
/// It holds no more than a part's head or a boundary; the length of the whole is the body
/// limit's matter.
public struct MultipartDecoder: Sendable {
    public enum Event: Hashable, Sendable {
        case begin(MultipartPart)
        /// Some of the part's content, never none.
        case content([UInt8])
        case end
    }

    private enum State: Sendable {
        /// Before the first boundary, or inside a part's content.
        case preamble, content
        /// Behind a boundary.
        case delimiter
        case head
        case epilogue
    }

    /// CR LF and two hyphens before the boundary belong to it (RFC 2046 §5.1.1).
    private let delimiter: [UInt8]
    private var state = State.preamble
    /// Octets that are not decided yet. The first boundary needs no line end before it, so one
    /// is put there.
    private var held: [UInt8] = [.carriageReturn, .lineFeed]
    private var partCount = 0

    /// A decoder for the boundary that a Content-Type names: 1 to 70 characters of a small set,
    /// the last one no space (RFC 2046 §5.1.1).
    public init(_ type: MediaType) throws(MultipartFault) {
        guard let boundary = type["boundary"], (1...70).contains(boundary.utf8.count),
            boundary.utf8.allSatisfy(\.isBoundaryCharacter), boundary.utf8.last != .space
        else { throw .invalidBoundary }
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    /// What these octets complete.
    public mutating func decode(_ bytes: [UInt8]) throws(MultipartFault) -> [Event] {
        held += bytes
        var events: [Event] = []
        var start = 0
        while let consumed = try step(held[start...], &events) { start += consumed }
        held.removeFirst(start)
        return events
    }

    /// The body is whole; throws if its last boundary has not come.
    public func finish() throws(MultipartFault) {
        guard state == .epilogue else { throw .cutShort }
    }

    /// Consumes some octets of `rest`; nil when more are needed.
    private mutating func step(
        _ rest: ArraySlice<UInt8>, _ events: inout [Event]
    ) throws(MultipartFault) -> Int? {
        switch state {
        case .preamble: try skipFirstBoundary(rest)
        case .content: readContent(rest, &events)
        case .delimiter: try readDelimiterEnd(rest)
        case .head: try readHead(rest, &events)
        case .epilogue: try checkEpilogue(rest)
        }
    }

    private mutating func skipFirstBoundary(
        _ rest: ArraySlice<UInt8>
    ) throws(MultipartFault) -> Int? {
        guard rest.starts(with: delimiter.prefix(rest.count)) else { throw .textBeforeFirstPart }
        guard rest.count >= delimiter.count else { return nil }
        state = .delimiter
        return delimiter.count
    }

    /// Content goes up to a delimiter; what could be the beginning of one is held back.
    private mutating func readContent(
        _ rest: ArraySlice<UInt8>, _ events: inout [Event]
    ) -> Int? {
        var index = rest.startIndex
        while let candidate = rest[index...].firstIndex(of: .carriageReturn) {
            let tail = rest[candidate...]
            if tail.starts(with: delimiter.prefix(tail.count)) {
                append(rest[..<candidate], to: &events)
                guard tail.count >= delimiter.count else {
                    return candidate > rest.startIndex ? candidate - rest.startIndex : nil
                }
                events.append(.end)
                state = .delimiter
                return candidate - rest.startIndex + delimiter.count
            }
            index = candidate + 1
        }
        append(rest, to: &events)
        return rest.isEmpty ? nil : rest.count
    }

    private func append(_ content: ArraySlice<UInt8>, to events: inout [Event]) {
        if !content.isEmpty { events.append(.content(Array(content))) }
    }

    /// `--` behind the last boundary, otherwise a line end, with blanks before it that some
    /// transport may have added (RFC 2046 §5.1.1).
    private mutating func readDelimiterEnd(
        _ rest: ArraySlice<UInt8>
    ) throws(MultipartFault) -> Int? {
        let blankCount = rest.prefix(while: \.isBlank).count
        guard blankCount <= multipartPaddingMax else { throw .malformedDelimiter }
        let end = rest.dropFirst(blankCount).prefix(2)
        guard end.count == 2 else {
            guard end.isEmpty || [.ascii("-"), .carriageReturn].contains(end.first) else {
                throw .malformedDelimiter
            }
            return nil
        }
        if blankCount == 0, end.elementsEqual("--".utf8) {
            state = .epilogue
        } else if end.elementsEqual("\r\n".utf8) {
            state = .head
        } else {
            throw .malformedDelimiter
        }
        return blankCount + 2
    }

    private mutating func readHead(
        _ rest: ArraySlice<UInt8>, _ events: inout [Event]
    ) throws(MultipartFault) -> Int? {
        let window = rest.prefix(multipartHeadLengthMax)
        guard let end = window.firstRange(of: "\r\n\r\n".utf8) else {
            if window.count == multipartHeadLengthMax { throw .partHeadTooLong }
            return nil
        }
        let head = window[..<end.lowerBound]
        // A line feed ends a line only behind its CR.
        for index in head.indices where head[index] == .lineFeed {
            guard index > head.startIndex, head[index - 1] == .carriageReturn else {
                throw .malformedPartHead
            }
        }
        partCount += 1
        guard partCount <= multipartPartCountMax else { throw .tooManyParts }
        events.append(.begin(try MultipartPart(head: head)))
        state = .content
        return end.upperBound - rest.startIndex
    }

    private func checkEpilogue(_ rest: ArraySlice<UInt8>) throws(MultipartFault) -> Int? {
        guard rest.count <= 2, "\r\n".utf8.starts(with: rest) else { throw .textBehindLastPart }
        return nil
    }
}

extension UInt8 {
    /// bchars of RFC 2046 §5.1.1.
    fileprivate var isBoundaryCharacter: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x20, 0x27...0x29, 0x2B...0x2F, 0x3A, 0x3D, 0x3F, 0x5F: true  // SP '() +,-./ : = ? _
        default: false
        }
    }
}
