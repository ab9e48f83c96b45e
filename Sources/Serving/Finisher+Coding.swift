internal import HTTPWire

/// The tags a representation goes by: the one that would be sent, and the other form's.
struct Codings {
    var chosen: EntityTag?
    var other: EntityTag?
    var lastModified: Int64?

    enum Verdict {
        case proceed
        case notModified(EntityTag?)
        case failed
    }

    /// A condition holds if it holds for either form.
    func verdict(_ preconditions: Preconditions) -> Verdict {
        let first = preconditions.verdict(etag: chosen, lastModified: lastModified)
        if first == .notModified { return .notModified(chosen) }
        guard let other else { return first == .failed ? .failed : .proceed }
        let second = preconditions.verdict(etag: other, lastModified: lastModified)
        if second == .notModified { return .notModified(other) }
        return first == .failed && second == .failed ? .failed : .proceed
    }
}

extension Finisher {
    /// Which form of a response is sent, decided before any work goes into making it.
    struct Choice {
        fileprivate(set) var codings: Codings
        /// What is to be sent with gzip; nil sends the plain form.
        fileprivate var source: Source?
        fileprivate var variesByCoding = false
    }

    /// Says how a body would be coded: if it is worth it and the client takes it.
    ///
    /// - Parameter mayCode: false where no coding may be chosen for this client.
    func choice(of response: Response, _ head: RequestHead, _ mayCode: Bool) -> Choice {
        let plain = response.fields[.etag].flatMap { EntityTag(parsing: $0) }
        let modified = response.fields[.lastModified].flatMap { HTTPDate.parse($0, now: 0) }
        var choice = Choice(codings: Codings(chosen: plain, lastModified: modified))
        let accepted = AcceptEncoding(head.fields)
        guard let source = source(of: response, isPlainRefused: accepted.refusesIdentity) else {
            return choice
        }
        choice.variesByCoding = true
        choice.codings.other = plain.flatMap(Self.gzipTag)
        // A range counts octets of the plain form.
        let wantsRange = response.sendsRanges && head.fields.contains(.range)
        guard !wantsRange, mayCode, accepted.prefersGzip else { return choice }
        choice.source = source
        swap(&choice.codings.chosen, &choice.codings.other)
        return choice
    }

    /// Says `Vary` of a response that has two forms, whichever is sent.
    func name(_ choice: Choice, in response: inout Response) {
        guard choice.variesByCoding else { return }
        response.fields.append("Accept-Encoding", toListOf: .vary)
    }

    /// Codes the body as was chosen.
    func code(_ response: inout Response, as choice: Choice) {
        guard let source = choice.source, let body = coded(source) else { return }
        response.body = .bytes(body)
        response.fields[.contentEncoding] = "gzip"
        if let tag = choice.codings.chosen { response.fields[.etag] = tag.description }
    }

    fileprivate enum Source {
        case coded([UInt8])
        case plain([UInt8])
    }

    /// What could be sent with gzip; nil where that is not to be.
    private func source(of response: Response, isPlainRefused: Bool) -> Source? {
        guard response.isCompressible, !response.fields.contains(.contentEncoding),
            response.status != .partialContent
        else { return nil }
        switch response.body {
        case .rendered(_, let gzip), .packed(let gzip, _):
            return .coded(gzip)
        case .bytes(let bytes)
        where compressor != nil
            && bytes.count <= limits.compressionLengthMax
            && (isPlainRefused
                || bytes.count >= limits.compressionLengthMin
                    && ContentType.isTextual(response.fields[.contentType])):
            return .plain(bytes)
        default:
            return nil
        }
    }

    private func coded(_ source: Source) -> [UInt8]? {
        switch source {
        case .coded(let bytes): bytes
        case .plain(let bytes): compressor?.compress(bytes)
        }
    }

    private static func gzipTag(of plain: EntityTag) -> EntityTag? {
        plain.isWeak ? plain : EntityTag(opaque: plain.opaque + "-gzip")
    }
}

extension Request {
    /// Whether a page of another site had the browser ask. Such a page could choose a part of
    /// what is answered, and learn a secret beside it from the length that gzip makes of both
    /// (BREACH, CVE-2013-3587), so nothing is coded for it.
    var isForOtherSite: Bool {
        if let site = fields[.secFetchSite] { return site != "same-origin" && site != "none" }
        guard let referer = fields[.referer] else { return false }
        guard let host = RequestTarget(referer)?.authority else { return true }
        return !isOwn(Origin(isSecure: true, host: host).description)
    }
}
