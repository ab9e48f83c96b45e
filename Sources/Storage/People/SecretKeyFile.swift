import Crypto
import Kernel

/// The key under which secrets of second factors lie in the database: a file beside it that no
/// backup contains, so that who finds a backup has no second factor.
public struct SecretKeyFile: Sendable {
    private let path: String

    public init(in folder: DataFolder) {
        path = folder.secretKey
    }

    /// The key, made where there is none yet. Blocks.
    public func key() throws(StoreError) -> [UInt8] {
        if let key = existingKey() { return key }
        // One that cannot be read may be mended; a new one in its place would be its end.
        guard !FileSystem.exists(path) else {
            throw .breakdown("\(path) holds no key of second factors", isFull: false)
        }
        let key = SecureRandom.bytes(count: SealedBox.keyLength)
        do throws(KernelError) {
            try FileSystem.write(Array(Hex.encode(key).utf8), to: path + ".new")
            try FileSystem.rename(path + ".new", to: path)
            try FileSystem.flushFolder(FileSystem.folder(of: path))
        } catch {
            throw .breakdown("making the key of second factors: \(error)", isFull: error.isFull)
        }
        return key
    }

    /// Nil where there is none: second factors cannot be looked at then.
    public func existingKey() -> [UInt8]? {
        // Why it cannot be read makes no difference to what can be opened without it: nothing.
        guard let text = try? FileDescriptor.openToRead(path).readToEnd(),
            let key = Hex.decode(String(decoding: text, as: UTF8.self)),
            key.count == SealedBox.keyLength
        else { return nil }
        return key
    }
}
