import HTTPWire
import Serving
import Testing

@testable import Pages

@Suite("Compiled-in files") struct PublicAssetTests {
    private let asset = PublicAsset(name: "a.css", bytes: Array("p { margin: 0 }".utf8))

    @Test("Only an address with the file's own version may be kept for good")
    func caching() {
        let kept = asset.response(version: asset.version).fields[.cacheControl]
        #expect(kept == "public, max-age=31536000, immutable")
        for other in [nil, "", "1", asset.version + "0", String(asset.version.dropLast())] {
            #expect(asset.response(version: other).fields[.cacheControl] == "no-cache")
        }
    }

    @Test("Another content is another version")
    func versions() {
        #expect(PublicAsset(name: "a.css", bytes: []).version != asset.version)
        #expect(asset.version.utf8.count == 12)
        #expect(asset.response(version: nil).fields[.contentType] == "text/css; charset=utf-8")
    }

    @Test(
        "Text of at least 1 KiB is coded beforehand",
        arguments: [(1_023, false), (1_024, true), (30_000, true)])
    func codings(length: Int, isCoded: Bool) {
        let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: length)
        let response = PublicAsset(name: "a.txt", bytes: bytes).response(version: nil)
        guard case .rendered(let plain, let gzip) = response.body else {
            #expect(!isCoded)
            return
        }
        #expect(isCoded && plain == bytes && gzip.count < length)
    }

    @Test("What gzip does not shrink is held once")
    func images() {
        let noise = (0..<4_096).map { _ in UInt8.random(in: 0...255) }
        let response = PublicAsset(name: "a.png", bytes: noise).response(version: nil)
        guard case .bytes(let bytes) = response.body else {
            Issue.record("noise was coded")
            return
        }
        #expect(bytes == noise)
    }
}
