import Crypto

/// A password as it is stored: `$scrypt$ln=15,r=8,p=3$SALT$DIGEST`, so that each one says how
/// it was made and the cost can be raised later.
struct PasswordDigest: Sendable {
    let cost: Scrypt.Cost
    private let salt: [UInt8]
    private let digest: [UInt8]

    private static let saltLength = 16

    init(of password: String, cost: Scrypt.Cost) {
        salt = SecureRandom.bytes(count: Self.saltLength)
        digest = Scrypt.digest(of: Array(password.utf8), salt: salt, cost: cost)
        self.cost = cost
    }

    /// One that no password is known for; what it is held against takes as long as any other.
    init(decoyOf cost: Scrypt.Cost) {
        salt = SecureRandom.bytes(count: Self.saltLength)
        digest = SecureRandom.bytes(count: Scrypt.digestLength)
        self.cost = cost
    }

    /// Nil for what this program did not write.
    init?(text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
            let cost = Self.cost(parts[2]), let salt = Base64URL.decode(String(parts[3])),
            let digest = Base64URL.decode(String(parts[4])),
            digest.count == Scrypt.digestLength
        else { return nil }
        (self.cost, self.salt, self.digest) = (cost, salt, digest)
    }

    var text: String {
        "$scrypt$ln=\(cost.logN),r=\(cost.r),p=\(cost.p)$\(Base64URL.encode(salt))"
            + "$\(Base64URL.encode(digest))"
    }

    func isMade(from password: String) -> Bool {
        isEqualInConstantTime(
            Scrypt.digest(of: Array(password.utf8), salt: salt, cost: cost), digest)
    }

    private static func cost(_ text: Substring) -> Scrypt.Cost? {
        var values: [Int] = []
        for (part, name) in zip(text.split(separator: ","), ["ln=", "r=", "p="]) {
            guard part.hasPrefix(name), let value = Int(part.dropFirst(name.count)) else {
                return nil
            }
            values.append(value)
        }
        guard values.count == 3 else { return nil }
        return Scrypt.Cost(logN: values[0], r: values[1], p: values[2])
    }
}
