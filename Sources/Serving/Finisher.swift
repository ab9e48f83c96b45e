internal import HTTPWire
internal import Kernel

/// A response ready to be queued.
struct FinishedResponse {
    var head: ResponseHead
    var body: Body
    var closes: Bool

    enum Body {
        case none
        case pieces([BodyPiece])
        case chunked(@Sendable (BodyWriter) async throws -> Void)
        case untilClose(@Sendable (BodyWriter) async throws -> Void)
    }
}

/// Makes of a handler's response what goes over the wire: conditions (RFC 9110 §13), ranges
/// (§14), the gzip coding (§8.4), HEAD, and the framing (RFC 9112 §6).
///
/// **Entity tags and gzip.** A strong tag may name one sequence of octets only (§8.8.1), so the
/// gzip form of a body tagged `"x"` is tagged `"x-gzip"`. The conditions of a later request are
/// tried with both tags, whichever form would be sent now, and a 304 carries the tag that
/// matched. A weak tag stands for both forms and is left as it is.
struct Finisher {
    let limits: ServerLimits
    let compressor: Compressor?

    /// - Parameters:
    ///   - head: the request's, nil if it could not be read.
    ///   - isHead: whether it asks by HEAD, which is known of some that could not be read.
    ///   - mayCode: whether the body may be compressed for this client.
    ///   - closes: whether the connection ends after this response.
    func finish(
        _ response: Response, for head: RequestHead?, isHead: Bool = false,
        mayCode: Bool = true, closes: Bool, nowSeconds: Int64
    ) throws(Fault) -> FinishedResponse {
        var response = response
        for name in [FieldName.contentLength, .transferEncoding, .connection, .date] {
            response.fields.remove(name)
        }
        if let head { try choose(&response, head, mayCode, nowSeconds) }
        return frame(
            response, for: head, isHead: isHead || head?.method == .head, closes: closes)
    }

    /// Conditions are judged before a body is coded: a 304 costs no compression.
    private func choose(
        _ response: inout Response, _ head: RequestHead, _ mayCode: Bool, _ nowSeconds: Int64
    ) throws(Fault) {
        let choice = choice(of: response, head, mayCode)
        name(choice, in: &response)
        guard head.isRead, response.status == .ok, response.isConditional else {
            return code(&response, as: choice)
        }
        let preconditions = Preconditions(head, now: nowSeconds)
        if response.sendsRanges { response.fields[.acceptRanges] = "bytes" }
        switch choice.codings.verdict(preconditions) {
        case .failed: throw .preconditionFailed
        case .notModified(let tag): response.becomeNotModified(tag)
        case .proceed:
            code(&response, as: choice)
            try applyRange(to: &response, head, preconditions)
        }
    }

    private func frame(
        _ response: Response, for head: RequestHead?, isHead: Bool, closes: Bool
    ) -> FinishedResponse {
        var fields = response.fields
        var closes = closes
        let isHTTP10 = head?.minorVersion == 0
        var body = FinishedResponse.Body.none
        switch response.body {
        case _ where response.status.forbidsBody: break
        case .empty: fields.append(.contentLength, "0")
        case .bytes(let bytes), .rendered(let bytes, _):
            fields.append(.contentLength, String(bytes.count))
            body = .pieces([.bytes(bytes)])
        case .packed(let gzip, let length):
            fields.append(.contentLength, String(length))
            if !isHead {
                body = .pieces([.bytes(Decompressor.bytes(gzip, length: length))])
            }
        case .pieces(let pieces):
            fields.append(.contentLength, String(pieces.length))
            body = .pieces(pieces)
        case .stream(let produce) where isHTTP10:
            closes = true
            body = .untilClose(produce)
        case .stream(let produce):
            fields.append(.transferEncoding, "chunked")
            body = .chunked(produce)
        }
        if isHead { body = .none }
        if closes {
            fields.append(.connection, "close")
        } else if isHTTP10 {
            fields.append(.connection, "keep-alive")
        }
        return FinishedResponse(
            head: ResponseHead(status: response.status, fields: fields), body: body,
            closes: closes)
    }
}

extension RequestHead {
    /// GET or HEAD.
    var isRead: Bool {
        method == .get || method == .head
    }
}

extension Response {
    /// RFC 9110 §15.4.5: what describes the body that is not sent goes, validators and caching
    /// stay.
    fileprivate mutating func becomeNotModified(_ tag: EntityTag?) {
        status = .notModified
        body = .empty
        for name in [
            FieldName.contentType, .contentEncoding, .contentLanguage, .contentDisposition,
            .acceptRanges,
        ] {
            fields.remove(name)
        }
        if let tag { fields[.etag] = tag.description }
    }
}
