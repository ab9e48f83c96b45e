import JSON
import Testing

struct JSONCorpusTests {
    /// The seeds beside the fuzz targets; this file's place leads to them.
    static let corpus: [String] = {
        let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        return Corpus.files(in: "/" + tests + "/Fuzz/corpus/json")
    }()

    @Test("the corpus is there")
    func isThere() {
        #expect(Self.corpus.count >= 10)
    }

    @Test("the properties hold for every seed of the corpus", arguments: corpus)
    func holds(_ path: String) throws {
        #expect(JSONProperties.violation(try #require(Corpus.read(path))) == nil)
    }

    @Test("the properties hold for seeds with octets changed by chance")
    func mutations() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix(state: seed)
        let seeds = Self.corpus.compactMap(Corpus.read).filter { !$0.isEmpty }
        for _ in 0..<3_000 {
            var octets = try #require(seeds.randomElement(using: &generator))
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<octets.count, using: &generator)
                octets[place] =
                    Array("\"\\{}[],:0-e.u\u{0}é".utf8).randomElement(using: &generator) ?? 0
            }
            if let violation = JSONProperties.violation(octets) {
                let text = String(decoding: octets, as: UTF8.self)
                Issue.record("seed \(seed): \(violation) in \(text)")
                return
            }
        }
    }

    @Test("documents made by chance are written, read and written the same")
    func roundTrip() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix(state: seed)
        for _ in 0..<300 {
            var writer = JSONWriter()
            Self.writeValue(to: &writer, depth: 0, &generator)
            let root = try JSONDocument(parsing: writer.bytes).root
            #expect(JSONProperties.write(root) == writer.bytes, "seed \(seed)")
            #expect(JSONProperties.violation(writer.bytes) == nil, "seed \(seed)")
        }
    }

    private static func writeValue(
        to writer: inout JSONWriter, depth: Int, _ generator: inout SplitMix
    ) {
        switch Int.random(in: 0..<(depth < 5 ? 8 : 5), using: &generator) {
        case 0: writer.null()
        case 1: writer.value(Bool.random(using: &generator))
        case 2: writer.value(Int64(truncatingIfNeeded: generator.next()))
        case 3: writer.value(Double.random(in: -1e9...1e9, using: &generator) + 0.5)
        case 4: writer.value(text(&generator))
        case 5:
            writer.beginArray()
            for _ in 0..<Int.random(in: 0...5, using: &generator) {
                writeValue(to: &writer, depth: depth + 1, &generator)
            }
            writer.endArray()
        default:
            writer.beginObject()
            for ordinal in 0..<Int.random(in: 0...14, using: &generator) {
                writer.key(text(&generator) + String(ordinal))
                writeValue(to: &writer, depth: depth + 1, &generator)
            }
            writer.endObject()
        }
    }

    private static func text(_ generator: inout SplitMix) -> String {
        let scalars: [Unicode.Scalar] = ["a", "\"", "\\", "/", "\n", "\0", "é", "ẹ", "😀", "~", " "]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...12, using: &generator) {
            text.append(scalars.randomElement(using: &generator) ?? "a")
        }
        return String(text)
    }
}
