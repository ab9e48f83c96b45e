import COpenSSL

/// What makes guessing at stored passwords dear: a digest that takes time and memory (RFC 7914).
public enum Scrypt {
    /// How dear it is.
    public struct Cost: Hashable, Sendable {
        /// The binary logarithm of N, the number of blocks.
        public let logN: Int
        /// The size of a block, in 128 octets.
        public let r: Int
        /// How often all is done.
        public let p: Int

        /// Nil beyond what any use of this program needs: what is stored must not be able to ask
        /// for all memory.
        public init?(logN: Int, r: Int, p: Int) {
            guard (1...20).contains(logN), (1...32).contains(r), (1...16).contains(p),
                logN + (r * 128).bitWidth - (r * 128).leadingZeroBitCount <= 28
            else { return nil }
            (self.logN, self.r, self.p) = (logN, r, p)
        }

        /// Octets that one digest takes while it is made.
        public var byteCount: Int { 128 * r * (1 << logN) }
    }

    public static let digestLength = 32

    /// Blocks its thread for as long as the cost says.
    public static func digest(of password: [UInt8], salt: [UInt8], cost: Cost) -> [UInt8] {
        // OpenSSL counts its own small buffers in too.
        let memoryMax = UInt64(cost.byteCount + 128 * cost.r * (cost.p + 2) + (1 << 16))
        return unsafe [UInt8](unsafeUninitializedCapacity: digestLength) { buffer, count in
            let result = unsafe password.withUnsafeBytes { password in
                unsafe EVP_PBE_scrypt(
                    password.baseAddress?.assumingMemoryBound(to: CChar.self), password.count,
                    salt, salt.count, 1 << UInt64(cost.logN), UInt64(cost.r), UInt64(cost.p),
                    memoryMax, buffer.baseAddress, digestLength)
            }
            precondition(result == 1, "scrypt refuses only parameters that Cost does not allow")
            count = digestLength
        }
    }
}
