import Testing

struct HTTPCorpusTests {
    /// The seeds beside the fuzz targets; this file's place leads to them.
    static let corpus: [String] = {
        let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        return Corpus.files(in: "/" + tests + "/Fuzz/corpus/http")
    }()

    @Test("the corpus is there")
    func isThere() {
        #expect(Self.corpus.count >= 10)
    }

    @Test("the properties hold for every seed of the corpus", arguments: corpus)
    func holds(_ path: String) throws {
        #expect(HTTPProperties.violation(try #require(Corpus.read(path))) == nil)
    }

    @Test("the properties hold for good heads with octets changed by chance")
    func mutations() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix(state: seed)
        for _ in 0..<3_000 {
            var octets = [UInt8](goodHeads.randomElement(using: &generator)?.utf8 ?? "".utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<octets.count, using: &generator)
                octets[place] =
                    [0, 9, 10, 13, 32, 58, 48, 255].randomElement(using: &generator) ?? 0
            }
            if let violation = HTTPProperties.violation(octets) {
                Issue.record("seed \(seed): \(violation)")
                return
            }
        }
    }
}
