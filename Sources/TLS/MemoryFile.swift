internal import COpenSSL

/// A BIO over memory: what OpenSSL's functions for PEM read from and write to (BIO_s_mem(3)).
@safe struct MemoryFile: ~Copyable {
    let handle: OpaquePointer

    init(_ contents: [UInt8] = []) {
        guard let handle = unsafe BIO_new(BIO_s_mem()) else {
            preconditionFailure("no memory for a file in memory")
        }
        unsafe self.handle = handle
        unsafe BIO_write(handle, contents, Int32(clamping: contents.count))
    }

    deinit {
        unsafe BIO_free(handle)
    }

    /// What is left to read.
    consuming func contents() -> [UInt8] {
        var all: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4_096)
        while case let length = unsafe BIO_read(handle, &part, Int32(part.count)), length > 0 {
            all += part[..<Int(length)]
        }
        return all
    }
}
