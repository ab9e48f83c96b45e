import HTTPWire
import Testing

struct BodyDecoderTests {
    /// The body and how many octets it took, or the fault, or nil while there is more to come.
    func decode(
        _ wire: String, _ framing: BodyFraming = .chunked, limits: BodyLimits = .standard,
        step: Int = .max
    ) -> Result<String, WireFault>? {
        let octets = [UInt8](wire.utf8)
        var body: [UInt8] = []
        do throws(WireFault) {
            var decoder = try BodyDecoder(framing, limits: limits)
            var start = 0
            repeat {
                let end = step < octets.count - start ? start + step : octets.count
                let portion = octets.span.bytes.extracting(start..<end)
                switch decoder.decode(portion, into: &body) {
                case .done(let consumed):
                    let text = String(decoding: body, as: UTF8.self)
                    return .success("\(text)|\(start + consumed)")
                case .incomplete: start = end
                case .malformed(let fault): throw fault
                }
            } while start < octets.count
            return nil
        } catch {
            return .failure(error)
        }
    }

    static let goodBodies = [
        ("0\r\n\r\n", "|5"), ("5\r\nhello\r\n0\r\n\r\n", "hello|15"),
        ("2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", "hello|20"),
        ("A\r\n0123456789\r\n0\r\n\r\n", "0123456789|20"),
        ("a\r\n0123456789\r\n0\r\n\r\n", "0123456789|20"),
        ("00002\r\nhe\r\n000\r\n\r\n", "he|18"),
        ("2;foo\r\nhe\r\n0;foo\r\n\r\n", "he|20"),
        ("2;a=\"b\\\"c;d\";e=f\r\nhe\r\n0\r\n\r\n", "he|27"),
        ("2 ; foo = bar\r\nhe\r\n0\r\n\r\n", "he|24"),
        ("2\t;\tx\r\nhe\r\n0\r\n\r\n", "he|16"),
        ("1\r\na\r\n0\r\nX-T: v\r\nContent-Lengt:\t50 \r\n\r\n", "a|39"),
        ("1\r\na\r\n0\r\nContent-Length-X: 5\r\nHost-: b\r\n\r\n", "a|42"),
        ("1\r\n\r\r\n0\r\n\r\n", "\r|11"),
    ]

    @Test("a chunked body is decoded, however it is cut", arguments: goodBodies)
    func chunked(_ wire: String, _ expected: String) {
        for step in 1...wire.utf8.count {
            #expect(decode(wire + "tail", step: step) == .success(expected))
        }
    }

    @Test("every cut of a chunked body is incomplete", arguments: goodBodies)
    func cut(_ wire: String, _ expected: String) {
        let octets = [UInt8](wire.utf8)
        for length in octets.indices {
            #expect(decode(String(decoding: octets[..<length], as: UTF8.self)) == nil)
        }
    }

    @Test(
        "malformed chunks",
        arguments: [
            "Z\r\nhello\r\n0\r\n\r\n", "-5\r\n", "+5\r\n", "0x5\r\n", "\r\n", "1_0\r\n", "5h\r\n",
            "5 5\r\n", "5\0\r\n", "5,\r\n", " 5\r\n", "5 \r\n", ";x\r\n", "5;a\rb\r\n", "5;a\n",
            "5;\r\n", "5;=x\r\n", "5;a;\r\n", "5;a;;b\r\n", "5;a b\r\n", "5;a=\r\n", "5;a=b c\r\n",
            "5;a=b=c\r\n", "5;a=\"x\"y\r\n", "5;\"q\"\r\n", "5;a \r\n", "5;a=b \r\n",
            "5;a,b\r\n", "5;[\r\n", "5;a=[\r\n", "5;\u{E9}\r\n", "5;a=\"x\r\n", "5;a=\"\\\r\n",
            "5;\u{1}\r\n", "5\n", "5\rhello", "5\r\nhello0\r\n\r\n", "5\r\nhelloX\r\n",
            "5\r\nhelloXX",
            "5\r\nhello\n", "5\r\nhello\r\n\r\n", "0\r\r\n",
            String(repeating: "0", count: 33) + "\r\n",
        ])
    func malformed(_ wire: String) {
        for step in [1, 2, 1000] {
            #expect(decode(wire, step: step) == .failure(.malformedChunk))
        }
    }

    @Test(
        "malformed trailers",
        arguments: [
            "no colon here\r\n\r\n", "X : v\r\n\r\n", ": v\r\n\r\n", " X: v\r\n\r\n",
            "Content-Length: 5\r\n\r\n", "X: v\r\ntransfer-ENCODING: chunked\r\n\r\n",
            "Host: a\r\n\r\n", "X: v\r\n folded\r\n\r\n", "X: a\0\r\n\r\n", "X: v\n\r\n", "X: v\rY",
            "\n", "\rX",
        ])
    func trailers(_ trailer: String) {
        #expect(decode("0\r\n" + trailer) == .failure(.malformedTrailer))
    }

    @Test(
        "a chunk size beyond the limit never wraps",
        arguments: [
            "FFFFFFFFFFFFFFFF", "8000000000000000", "7FFFFFFFFFFFFFFF", "10000000000000000",
            "10000000000000005", String(repeating: "F", count: 4000),
        ])
    func overflow(_ size: String) {
        #expect(decode(size + "\r\nhello") == .failure(.bodyTooLong))
        let unlimited = BodyLimits(bodyLengthMax: .max)
        let result = decode(size + "\r\nhello", limits: unlimited)
        #expect(result == (size == "7FFFFFFFFFFFFFFF" ? nil : .failure(.bodyTooLong)))
    }

    let limits = BodyLimits(
        bodyLengthMax: 10, chunkExtensionLengthMax: 6, trailerLengthMax: 10)

    @Test("a body of the limit is taken, one octet more is 413")
    func bodyLimit() {
        #expect(
            decode("8\r\n01234567\r\n2\r\n89\r\n0\r\n\r\n", limits: limits)
                == .success("0123456789|25"))
        #expect(decode("8\r\n01234567\r\n3\r\n", limits: limits) == .failure(.bodyTooLong))
        #expect(decode("B", limits: limits) == .failure(.bodyTooLong))
        #expect(decode("0123456789", .length(10), limits: limits) == .success("0123456789|10"))
        #expect(decode("", .length(11), limits: limits) == .failure(.bodyTooLong))
    }

    @Test("extensions of the limit are skipped, one octet more is 413")
    func extensionLimit() {
        #expect(decode("1;ab\r\na\r\n0;bc\r\n\r\n", limits: limits) == .success("a|17"))
        #expect(
            decode("1;ab\r\na\r\n0;bcd\r\n\r\n", limits: limits)
                == .failure(.chunkExtensionsTooLong))
    }

    @Test("trailers of the limit are dropped, one octet more is 431")
    func trailerLimit() {
        #expect(decode("0\r\nX: 123\r\n\r\n", limits: limits) == .success("|13"))
        #expect(decode("0\r\nX: 1234\r\n\r\n", limits: limits) == .failure(.trailerTooLong))
    }

    @Test("a body of known length takes that many octets and no more")
    func length() {
        #expect(decode("hello", .length(5)) == .success("hello|5"))
        #expect(decode("hello world", .length(5), step: 2) == .success("hello|5"))
        #expect(decode("hell", .length(5)) == nil)
        #expect(decode("x", .length(0)) == .success("|0"))
        #expect(decode("x", .none) == .success("|0"))
    }
}
