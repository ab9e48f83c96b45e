import Testing

/// The seeds of the fuzz targets hold their properties, and so do these seeds changed by chance.
struct WireCorpusTests {
    typealias Properties = @Sendable ([UInt8]) -> String?

    static let targets: [(name: String, violation: Properties)] = [
        ("chunks", { ChunkProperties.violation($0) }),
        ("fields", { FieldProperties.violation($0) }),
        ("forms", { FormProperties.violation($0) }),
        ("multipart", { MultipartProperties.violation($0) }),
    ]

    /// Octets that mean something to one reader or another.
    static let telling: [UInt8] = [0, 9, 10, 13, 32, 34, 45, 58, 59, 255]

    static func corpus(_ name: String) -> [[UInt8]] {
        let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        return Corpus.files(in: "/\(tests)/Fuzz/corpus/\(name)").compactMap(Corpus.read)
    }

    @Test("The properties hold for every seed", arguments: targets)
    func seeds(name: String, violation: Properties) {
        let seeds = Self.corpus(name)
        #expect(seeds.count >= 6, "the corpus is there")
        for seed in seeds { #expect(violation(seed) == nil) }
    }

    @Test("The properties hold for seeds with octets changed by chance", arguments: targets)
    func mutations(name: String, violation: Properties) throws {
        let state = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix(state: state)
        let seeds = Self.corpus(name)
        for _ in 0..<1_000 {
            var octets = try #require(seeds.randomElement(using: &generator))
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !octets.isEmpty {
                let place = octets.indices.randomElement(using: &generator) ?? 0
                octets[place] = Self.telling.randomElement(using: &generator) ?? 0
            }
            if let violation = violation(octets) {
                Issue.record("seed \(state): \(violation)")
                return
            }
        }
    }
}
