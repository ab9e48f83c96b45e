import HTTPWire
import Testing

struct ConditionsTests {
    let tag = EntityTag(opaque: "x")
    let modified: Int64 = 784_111_777

    func verdict(_ lines: String, method: String = "GET") -> Preconditions.Verdict? {
        head("\(method) / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\r\n")
            .map { Preconditions($0, now: 0).verdict(etag: tag, lastModified: modified) }
    }

    @Test(
        "an entity tag",
        arguments: [
            ("\"x\"", "\"x\""), ("W/\"x\"", "W/\"x\""), ("\"\"", "\"\""), ("\"a,b\"", "\"a,b\""),
            ("x", nil), ("\"x", nil), ("w/\"x\"", nil), ("\"", nil), ("\"a b\"", nil),
            ("\"a\"b\"", nil), ("", nil),
        ] as [(String, String?)])
    func tags(_ text: String, _ expected: String?) {
        #expect(EntityTag(parsing: text)?.description == expected)
    }

    @Test(
        "a list of entity tags",
        arguments: [
            ("\"a\"", 1), ("\"a\", W/\"b\"", 2), (", \"a\" ,,\"b,c\",", 2), ("", nil),
            ("a", nil), ("\"a\" \"b\"", nil), ("\"a", nil), ("*, \"a\"", nil),
        ] as [(String, Int?)])
    func lists(_ text: String, _ expected: Int?) {
        guard case .tags(let tags) = EntityTagList(parsing: text) else {
            #expect(expected == nil)
            return
        }
        #expect(tags.count == expected)
    }

    @Test(
        "reading with conditions",
        arguments: [
            ("If-None-Match: \"x\"", Preconditions.Verdict.notModified),
            ("If-None-Match: W/\"x\"", .notModified), ("If-None-Match: *", .notModified),
            ("If-None-Match: \"z\", \"x\"", .notModified),
            ("If-None-Match: \"z\"\r\nIf-None-Match: \"x\"", .notModified),
            ("If-None-Match: \"z\"", .proceed), ("If-None-Match: z", .proceed),
            ("If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT", .notModified),
            ("If-Modified-Since: Sun, 06 Nov 1994 08:49:38 GMT", .notModified),
            ("If-Modified-Since: Sun, 06 Nov 1994 08:49:36 GMT", .proceed),
            ("If-Modified-Since: yesterday", .proceed),
            ("If-None-Match: \"z\"\r\nIf-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT", .proceed),
            ("If-Match: \"x\"", .proceed), ("If-Match: W/\"x\"", .failed),
            ("If-Match: *", .proceed),
            ("If-Match: \"z\"", .failed), ("If-Match: z", .failed),
            ("If-Unmodified-Since: Sun, 06 Nov 1994 08:49:36 GMT", .failed),
            ("If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT", .proceed),
            ("If-Unmodified-Since: never", .proceed), ("X: y", .proceed),
        ])
    func reads(_ lines: String, _ expected: Preconditions.Verdict) {
        #expect(verdict(lines) == expected)
        #expect(verdict(lines, method: "HEAD") == expected)
    }

    @Test("writing with conditions")
    func writes() {
        #expect(verdict("If-None-Match: *", method: "PUT") == .failed)
        #expect(verdict("If-Match: \"x\"", method: "PUT") == .proceed)
        let since = "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT"
        #expect(verdict(since, method: "PUT") == .proceed)
    }

    @Test("a range counts if If-Range names the very representation")
    func ifRange() {
        for (line, expected) in [
            ("X: y", true), ("If-Range: \"x\"", true), ("If-Range: W/\"x\"", false),
            ("If-Range: \"z\"", false), ("If-Range: Sun, 06 Nov 1994 08:49:37 GMT", true),
            ("If-Range: Sun, 06 Nov 1994 08:49:38 GMT", false), ("If-Range: x", false),
        ] {
            let conditions = head(get(line)).map { Preconditions($0, now: modified + 1) }
            #expect(conditions?.rangeApplies(etag: tag, lastModified: modified) == expected)
        }
        let date = head(get("If-Range: Sun, 06 Nov 1994 08:49:37 GMT"))
        let soon = date.map { Preconditions($0, now: modified) }
        #expect(soon?.rangeApplies(etag: tag, lastModified: modified) == false, "it may change yet")
        let post = head("POST / HTTP/1.1\r\nHost: a\r\n\r\n").map { Preconditions($0, now: 0) }
        #expect(post?.rangeApplies(etag: tag) == false)
    }

    @Test(
        "ranges of ten octets",
        arguments: [
            ("bytes=0-0", ByteRanges.satisfiable([0..<1])), ("bytes=1-3", .satisfiable([1..<4])),
            ("bytes=2-", .satisfiable([2..<10])), ("bytes=-3", .satisfiable([7..<10])),
            ("bytes=-99", .satisfiable([0..<10])), ("bytes=0-999", .satisfiable([0..<10])),
            ("Bytes=0-0, 2-2", .satisfiable([0..<1, 2..<3])),
            ("bytes=0-0,50-", .satisfiable([0..<1])), ("bytes=10-", .unsatisfiable),
            ("bytes=-0", .unsatisfiable), ("bytes=5-2", .ignored), ("bytes=abc", .ignored),
            ("bytes 0-1", .ignored), ("frobs=0-1", .ignored), ("bytes=", .ignored),
            ("bytes=-", .ignored), ("bytes=1-2-3", .ignored), ("bytes=+1-2", .ignored),
            ("bytes=0-99999999999999999999999999", .satisfiable([0..<10])),
            ("bytes=18446744073709551616-18446744073709551620", .unsatisfiable),
            ("bytes=-9223372036854775809", .satisfiable([0..<10])),
            ("bytes=" + Array(repeating: "0-", count: 17).joined(separator: ","), .ignored),
        ])
    func ranges(_ value: String, _ expected: ByteRanges) {
        #expect(ByteRanges(parsing: value, length: 10) == expected)
    }

    @Test("nothing of an empty representation can be sent")
    func emptyRange() {
        #expect(ByteRanges(parsing: "bytes=0-", length: 0) == .unsatisfiable)
        #expect(ByteRanges(parsing: "bytes=-1", length: 0) == .unsatisfiable)
        #expect(ByteRanges.contentRange(0..<5, length: 10) == "bytes 0-4/10")
        #expect(ByteRanges.unsatisfiedContentRange(length: 10) == "bytes */10")
    }
}
