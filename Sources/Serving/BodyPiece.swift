public import Kernel

/// A part of a body whose length is known.
public enum BodyPiece: Sendable {
    case bytes([UInt8])
    case file(OpenFile, Range<Int>)

    var length: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .file(_, let range): range.count
        }
    }

    /// Octets of memory that it keeps; a file keeps none.
    var heldLength: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .file: 0
        }
    }

    /// The octets themselves; nil when a file cannot be read whole. For short pieces only.
    func read() -> [UInt8]? {
        switch self {
        case .bytes(let bytes):
            return bytes
        case .file(let file, let range):
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, length in
                let target = UnsafeMutableRawBufferPointer(buffer)
                // A failure shows as a length of 0, and again when the piece is sent.
                let read = try? unsafe file.descriptor.read(into: target, at: range.lowerBound)
                length = read ?? 0
            }
            return bytes.count == range.count ? bytes : nil
        }
    }

    /// Both as one, where `next` goes on in the same file where this ends.
    func joined(with next: BodyPiece) -> BodyPiece? {
        guard case .file(let file, let range) = self, case .file(let same, let rest) = next,
            file === same, range.upperBound == rest.lowerBound
        else { return nil }
        return .file(file, range.lowerBound..<rest.upperBound)
    }

    /// The octets at `range`, counted from the piece's beginning.
    func slice(_ range: Range<Int>) -> BodyPiece {
        switch self {
        case .bytes(let bytes):
            .bytes(Array(bytes[range]))
        case .file(let file, let whole):
            .file(
                file, whole.lowerBound + range.lowerBound..<whole.lowerBound + range.upperBound)
        }
    }
}

/// A file that several pieces of a response may share; closed with the last of them.
public final class OpenFile: Sendable {
    let descriptor: FileDescriptor
    /// The room that it takes, given back with it.
    private let share: SpoolShare?

    public convenience init(_ descriptor: consuming FileDescriptor) {
        self.init(descriptor, taking: nil)
    }

    init(_ descriptor: consuming FileDescriptor, taking share: SpoolShare?) {
        self.descriptor = descriptor
        self.share = share
    }
}

extension [BodyPiece] {
    var length: Int {
        reduce(0) { $0 + $1.length }
    }

    /// The octets at `range` of all pieces in a row.
    func slice(_ range: Range<Int>) -> [BodyPiece] {
        var result: [BodyPiece] = []
        var start = 0
        for piece in self {
            let overlap = range.clamped(to: start..<start + piece.length)
            if !overlap.isEmpty {
                result.append(
                    piece.slice(overlap.lowerBound - start..<overlap.upperBound - start))
            }
            start += piece.length
        }
        return result
    }
}
