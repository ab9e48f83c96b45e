import COpenSSL

/// Bytes that nobody can guess, from OpenSSL's generator seeded by the kernel.
public enum SecureRandom {
    /// Fresh bytes for keys, tokens and session names.
    ///
    /// Without randomness the process ends: a server that is down is better than one that
    /// gives out tokens others can guess.
    public static func bytes(count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            let result = unsafe RAND_bytes(buffer.baseAddress, Int32(count))
            precondition(result == 1, "the system gave no randomness")
            initializedCount = count
        }
    }
}
