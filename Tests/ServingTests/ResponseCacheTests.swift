import HTTPWire
import Testing

@testable import Serving

@Suite struct ResponseCacheTests {
    private static let limit = 1 << 20

    private static func page(_ number: Int) -> [UInt8] {
        Array(String(repeating: "trang \(number) ", count: 8_000).utf8)
    }

    @Test(
        "pages many times longer than the limit stay in their gzip coding, and decode to themselves"
    )
    func longPages() throws {
        let cache = ResponseCache<Int>(byteLimit: Self.limit)
        for number in 0..<100 {
            let response = Response(body: .bytes(Self.page(number)))
            let first = cache.keep(response, for: "\(number)", stamp: 1)
            guard case .rendered(let plain, _) = first.body else {
                Issue.record("the first is sent as it was made")
                return
            }
            #expect(plain == Self.page(number))
        }
        for number in 0..<100 {
            let kept = try #require(cache.response(for: "\(number)", stamp: 1))
            guard case .packed(let gzip, let length) = kept.body else {
                Issue.record("long pages are kept packed")
                return
            }
            #expect(Decompressor.bytes(gzip, length: length) == Self.page(number))
        }
        #expect(cache.response(for: "1", stamp: 2) == nil)
    }
}
