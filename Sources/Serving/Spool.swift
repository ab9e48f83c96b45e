public import Kernel
internal import Synchronization

/// Octets put aside in a nameless file until they are sent, so that their number does not
/// count against memory.
public struct Spool: Sendable {
    private let file: OpenFile
    private let share: SpoolShare?
    public private(set) var length = 0

    public init() throws(KernelError) {
        file = OpenFile(try FileDescriptor.temporary())
        share = nil
    }

    /// One of those that together have a limit.
    init(countedIn load: SharedLoad) throws(KernelError) {
        let share = SpoolShare(load)
        file = OpenFile(try FileDescriptor.temporary(), taking: share)
        self.share = share
    }

    /// Writes the bytes behind the others; the answer stands for them in a body.
    @discardableResult
    public mutating func append(_ bytes: [UInt8]) throws(KernelError) -> BodyPiece {
        share?.add(bytes.count)
        try file.descriptor.write(bytes, at: length)
        defer { length += bytes.count }
        return .file(file, length..<length + bytes.count)
    }

    /// Everything so far.
    public var piece: BodyPiece {
        .file(file, 0..<length)
    }
}

/// One file's part of what all spools of a server hold.
final class SpoolShare: Sendable {
    private let load: SharedLoad
    private let length = Atomic(0)

    init(_ load: SharedLoad) {
        self.load = load
        load.spoolCount.add(1, ordering: .relaxed)
    }

    deinit {
        load.spoolCount.subtract(1, ordering: .relaxed)
        load.spooledLength.subtract(length.load(ordering: .relaxed), ordering: .relaxed)
    }

    func add(_ count: Int) {
        length.add(count, ordering: .relaxed)
        load.spooledLength.add(count, ordering: .relaxed)
    }
}
