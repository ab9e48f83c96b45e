internal import HTTPWire

/// A request's body on its way to a handler that reads it while it comes.
///
/// Touched on the loop's thread alone, hence `@unchecked Sendable`: the handler carries it.
final class Upload: @unchecked Sendable {
    typealias Reader = CheckedContinuation<Result<[UInt8]?, BodyError>, Never>

    enum End {
        case whole
        case failed(BodyError)
    }

    let request: Request
    private(set) var decoder: BodyDecoder
    /// The handler, waiting for the client.
    private var reader: Reader?
    private(set) var end: End?
    /// The client waits for `100 Continue`, and nobody has asked for the body yet.
    var owesContinue: Bool

    init(_ request: Request, _ decoder: BodyDecoder) {
        self.request = request
        self.decoder = decoder
        // Nobody waits to be told to send nothing.
        owesContinue = request.head.expectsContinue && decoder.remainingLength != 0
        if decoder.remainingLength == 0 { end = .whole }
    }

    var isAwaited: Bool { reader != nil }

    var isWhole: Bool {
        if case .whole = end { true } else { false }
    }

    /// Why it could not be read.
    var fault: Fault? {
        guard case .failed(.refused(let fault)) = end else { return nil }
        return fault
    }

    /// Octets still to come; nil for a chunked body that has not ended.
    var remainingLength: Int? {
        isWhole ? 0 : decoder.remainingLength
    }

    /// Has the reader wait, unless the end is known already.
    func suspend(_ reader: Reader) {
        precondition(self.reader == nil, "a body has one reader at a time")
        self.reader = reader
        if end != nil { deliverEnd() }
    }

    /// Takes what `input` holds of the body and hands it to the reader.
    ///
    /// - Returns: the octets of memory behind what was handed.
    func take(from input: inout InputBuffer) -> Int {
        var part: [UInt8] = []
        let length = input.length
        switch input.withSpan({ decoder.decode($0, into: &part) }) {
        case .incomplete:
            input.consume(length)
        case .done(let consumed):
            input.consume(consumed)
            end = .whole
        case .malformed(let fault):
            end = .failed(.refused(Fault(fault)))
        }
        if !part.isEmpty {
            reader.take()?.resume(returning: .success(part))
        } else if end != nil {
            deliverEnd()
        }
        return part.capacity
    }

    /// Ends it before its time; an end that is known already stands.
    func fail(_ error: BodyError) {
        if end == nil { end = .failed(error) }
        deliverEnd()
    }

    private func deliverEnd() {
        switch end {
        case .whole: reader.take()?.resume(returning: .success(nil))
        case .failed(let error): reader.take()?.resume(returning: .failure(error))
        case nil: break
        }
    }
}
