import Crypto
import Kernel

/// The folder's own key, which checkpoints are signed with. It stands in no backup: whoever has a
/// copy of the data cannot sign in this server's name.
enum SigningKeyFile {
    /// The key; made at its first use.
    static func key(in folder: DataFolder) throws(StoreError) -> SigningKey {
        let text: [UInt8]
        do throws(KernelError) {
            guard FileSystem.exists(folder.signingKey) else { return try make(in: folder) }
            text = try FileDescriptor.openToRead(folder.signingKey).readToEnd()
        } catch {
            throw .breakdown("\(error), for the signing key", isFull: error.isFull)
        }
        guard let key = SigningKey(pem: String(decoding: text, as: UTF8.self)) else {
            throw .breakdown("\(folder.signingKey) holds no Ed25519 key", isFull: false)
        }
        return key
    }

    /// The key's name appears when all of it is on the disk, so that none is ever half.
    private static func make(in folder: DataFolder) throws(KernelError) -> SigningKey {
        let key = SigningKey()
        try place(key.publicKey.pem, at: folder.signingPublicKey)
        try place(key.pem, at: folder.signingKey)
        try FileSystem.flushFolder(folder.path)
        return key
    }

    private static func place(_ text: String, at path: String) throws(KernelError) {
        let part = path + ".part"
        try FileSystem.write(Array(text.utf8), to: part)
        try FileDescriptor.openToWrite(part).flush()
        try FileSystem.rename(part, to: path)
    }
}

extension DataFolder {
    /// The private key of checkpoints, for its owner alone, and its public part for everyone.
    public var signingKey: String { path + "/signing.key" }
    public var signingPublicKey: String { path + "/signing.pub" }
}
