import Crypto

/// A checkpoint's line as an auditor kept it outside of the database.
public struct KeptCheckpoint: Sendable {
    /// As `mebe verify --checkpoint` printed it.
    public let line: String
    public let number: Int64
    let isSigned: Bool

    private static let prefix = "mebe-checkpoint "

    /// The lines among a text's that are checkpoints; others are passed over, so that a whole
    /// log or letter can be given. Nil where one that begins like a checkpoint is none.
    public static func all(in text: String) -> [KeptCheckpoint]? {
        var found: [KeptCheckpoint] = []
        for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix(prefix) {
            guard let kept = KeptCheckpoint(line) else { return nil }
            found.append(kept)
        }
        return found
    }

    private init?(_ text: Substring) {
        var words = text.split(separator: " ")
        line = words.joined(separator: " ")
        guard words.count > 3, let number = Int64(words[1]),
            let signature = words.removeLast().value(of: "signature"),
            let key = words.last?.value(of: "key").flatMap(VerifyingKey.init)
        else { return nil }
        self.number = number
        let statement = words.joined(separator: " ")
        isSigned = key.accepts(signature, of: Array(statement.utf8))
    }
}

extension Substring {
    /// The bytes that a word such as `key=…` holds.
    fileprivate func value(of name: String) -> [UInt8]? {
        guard hasPrefix(name + "=") else { return nil }
        return Base64URL.decode(String(dropFirst(name.count + 1)))
    }
}
