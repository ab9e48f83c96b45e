import HTTPWire
import Testing

struct QueryTests {
    @Test(
        "pairs of a query",
        arguments: [
            ("", []), ("a=1&b=2", ["a", "1", "b", "2"]), ("a", ["a", ""]), ("a=", ["a", ""]),
            ("=v", ["", "v"]), ("&&a=1&", ["a", "1"]), ("a=b=c", ["a", "b=c"]),
            ("a+b=c+d%2B", ["a b", "c d+"]), ("t=m%E1%BA%B9", ["t", "mẹ"]),
            ("a=1&a=2", ["a", "1", "a", "2"]), ("a%26b=%3D", ["a&b", "="]),
        ])
    func pairs(_ raw: String, _ expected: [String]) {
        #expect(Query(raw)?.pairs.flatMap { [$0.name, $0.value] } == expected)
        #expect(Query(form: [UInt8](raw.utf8), contentType: nil)?.pairs == Query(raw)?.pairs)
    }

    @Test(
        "what cannot be decoded", arguments: ["%", "a=%4", "a=%zz", "a=%00", "%FF=1", "a=%C0%AF"])
    func malformed(_ raw: String) {
        #expect(Query(raw) == nil)
    }

    @Test("lookup by name")
    func lookup() {
        let query = Query("a=1&b=2&a=3")
        #expect(query?["a"] == "1")
        #expect(query?["c"] == nil)
        #expect(query?.values(of: "a") == ["1", "3"])
        #expect(query?.names == ["a", "b", "a"])
    }

    @Test("4096 pairs are read, one more is not")
    func limit() {
        let most = Array(repeating: "a=1", count: 4096).joined(separator: "&")
        #expect(Query(most)?.pairs.count == 4096)
        #expect(Query(most + "&b") == nil)
    }
}
