import HTTPWire
import Testing

struct HeadLimitsTests {
    let limits = HeadLimits(
        requestLineLengthMax: 100, headLengthMax: 200, fieldCountMax: 3, emptyLineCountMax: 2)

    func request(lineLength: Int) -> String {
        let path = String(repeating: "a", count: lineLength - "GET / HTTP/1.1".utf8.count)
        return "GET /\(path) HTTP/1.1\r\nHost: a\r\n\r\n"
    }

    func isDone(_ text: String) -> Bool {
        if case .done = parse(text, limits: limits) { true } else { false }
    }

    @Test("a request line of the limit is read, one octet more is 414")
    func requestLine() {
        #expect(isDone(request(lineLength: 100)))
        #expect(fault(request(lineLength: 101), limits: limits) == .requestLineTooLong)
        #expect(WireFault.requestLineTooLong.status == .uriTooLong)
    }

    @Test("a request line without end is refused at the limit and not buffered")
    func endlessLine() {
        let octets = String(repeating: "A", count: 102)
        #expect(fault(octets, limits: limits) == .requestLineTooLong)
        guard case .incomplete = parse(String(octets.dropLast()), limits: limits) else {
            Issue.record("one octet fewer could still become a line of 100")
            return
        }
    }

    @Test("the standard limit takes the 8000 octets that RFC 9112 recommends")
    func eightThousand() {
        #expect(fault(request(lineLength: 8000)) == nil)
        #expect(HeadLimits.standard.requestLineLengthMax >= 8000)
    }

    @Test("a head of the limit is read, one octet more is 431")
    func headLength() {
        let start = "GET / HTTP/1.1\r\nHost: a\r\nX: "
        let fill = String(repeating: "v", count: 200 - start.utf8.count - 4)
        #expect(isDone(start + fill + "\r\n\r\n"))
        #expect(fault(start + fill + "v\r\n\r\n", limits: limits) == .headTooLong)
        #expect(fault(start + fill + "vvvv", limits: limits) == .headTooLong)
        #expect(WireFault.headTooLong.status == .headerFieldsTooLarge)
    }

    @Test("as many fields as the limit are read, one more is 431")
    func fieldCount() {
        #expect(isDone(get("A: 1", "B: 2")))
        #expect(fault(get("A: 1", "B: 2", "C: 3"), limits: limits) == .tooManyFields)
    }

    @Test("as many empty lines as the limit are skipped, one more is 400")
    func emptyLines() {
        #expect(isDone("\r\n\r\n" + get()))
        #expect(fault("\r\n\r\n\r\n" + get(), limits: limits) == .tooManyEmptyLines)
    }

    @Test("every fault has a status of 4xx or 5xx and a sentence", arguments: WireFault.allCases)
    func faults(_ fault: WireFault) {
        #expect((400...599).contains(fault.status.code))
        #expect(fault.reason.hasSuffix("."))
        #expect(!fault.status.reason.isEmpty)
    }

    @Test(
        "the faults that are not 400",
        arguments: [
            (WireFault.requestLineTooLong, 414), (.unsupportedVersion, 505), (.headTooLong, 431),
            (.tooManyFields, 431), (.trailerTooLong, 431), (.bodyTooLong, 413),
            (.chunkExtensionsTooLong, 413), (.unknownTransferCoding, 501),
        ])
    func status(_ fault: WireFault, _ code: Int) {
        #expect(fault.status.code == code)
    }
}
