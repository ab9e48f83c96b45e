import Crypto
import Testing

@Suite struct SecureRandomTests {
    @Test("random bytes come in the length asked for", arguments: [0, 1, 32, 1_000])
    func length(count: Int) {
        #expect(SecureRandom.bytes(count: count).count == count)
    }

    @Test("two draws of 32 bytes never agree")
    func distinct() {
        let draws = Set((0..<1_000).map { _ in SecureRandom.bytes(count: 32) })
        #expect(draws.count == 1_000)
    }

    @Test("secrets are equal only byte by byte")
    func comparison() {
        #expect(isEqualInConstantTime([], []))
        #expect(isEqualInConstantTime([1, 2, 3], [1, 2, 3]))
        #expect(!isEqualInConstantTime([1, 2, 3], [1, 2, 4]))
        #expect(!isEqualInConstantTime([0, 2, 3], [1, 2, 3]))
        #expect(!isEqualInConstantTime([1, 2], [1, 2, 3]))
    }
}
