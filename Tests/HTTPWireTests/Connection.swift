import HTTPWire

/// What a server would see of one connection's octets, as lines of text that can be compared.
struct Connection {
    var headLimits = HeadLimits.standard
    var bodyLimits = BodyLimits.standard

    /// Reads `octets` as they would come in portions that end at `cuts`.
    func transcript(_ octets: [UInt8], cuts: [Int] = []) -> [String] {
        var events: [String] = []
        var parser = RequestHeadParser(limits: headLimits)
        var body: (decoder: BodyDecoder, octets: [UInt8])?
        var start = 0
        for end in cuts.sorted() + [octets.count] {
            while start < end || body != nil {
                let portion = octets.span.bytes.extracting(start..<end)
                if var (decoder, text) = body {
                    switch decoder.decode(portion, into: &text) {
                    case .done(let consumed):
                        events.append("body \(String(decoding: text, as: UTF8.self))")
                        (body, start) = (nil, start + consumed)
                        continue
                    case .incomplete: (body, start) = ((decoder, text), end)
                    case .malformed(let fault): return events + ["fault \(fault)"]
                    }
                    break
                }
                switch parser.parse(portion) {
                case .done(let head, let consumed):
                    events.append(Self.line(head))
                    start += consumed
                    do throws(WireFault) {
                        body = (try BodyDecoder(head.framing, limits: bodyLimits), [])
                    } catch {
                        return events + ["fault \(error)"]
                    }
                    continue
                case .incomplete: break
                case .malformed(let fault): return events + ["fault \(fault)"]
                }
                break
            }
        }
        if body != nil { return events + ["body incomplete"] }
        return start < octets.count ? events + ["incomplete"] : events
    }

    private static func line(_ head: RequestHead) -> String {
        "\(head.method) \(head.target.path)?\(head.target.query ?? "-")"
            + " @\(head.host ?? "-") 1.\(head.minorVersion) \(head.framing)"
            + " keeps:\(head.keepsAlive) continue:\(head.expectsContinue) [\(head.fields)]"
    }
}
