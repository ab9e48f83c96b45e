public import Kernel

/// Octets put aside in a nameless file until they are sent, so that their number does not
/// count against memory.
public struct Spool: Sendable {
    private let file: OpenFile
    public private(set) var length = 0

    public init() throws(KernelError) {
        file = OpenFile(try FileDescriptor.temporary())
    }

    /// Writes the bytes behind the others; the answer stands for them in a body.
    @discardableResult
    public mutating func append(_ bytes: [UInt8]) throws(KernelError) -> BodyPiece {
        try file.descriptor.write(bytes, at: length)
        defer { length += bytes.count }
        return .file(file, length..<length + bytes.count)
    }

    /// Everything so far.
    public var piece: BodyPiece {
        .file(file, 0..<length)
    }
}
