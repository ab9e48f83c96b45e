internal import Kernel

/// Where a log's lines end up: a file that cannot outgrow its bounds, or standard output.
///
/// A full file becomes `NAME.1`, what was `NAME.1` becomes `NAME.2`, and the oldest goes.
final class LogSink: @unchecked Sendable {
    // Made by whoever starts the log, touched by the writer's thread alone from then on.
    private let destination: AccessLog.Destination
    private var file: AppendingFile

    init(_ destination: AccessLog.Destination) throws(KernelError) {
        self.destination = destination
        file = try Self.open(destination)
    }

    private static func open(
        _ destination: AccessLog.Destination
    ) throws(KernelError) -> AppendingFile {
        switch destination {
        case .standardOutput: try .standardOutput()
        case .file(let path, _): try AppendingFile(path)
        }
    }

    /// Appends whole lines, in a new file if they do not fit into this one.
    func append(_ lines: [UInt8]) throws(KernelError) {
        if case .file(let path, let bounds) = destination, file.isPlain, file.length > 0,
            file.length + lines.count > bounds.lengthMax
        {
            try rotate(path, bounds)
        }
        try file.append(lines)
    }

    /// Opens the file under its name again: logrotate(8) may have moved it away.
    func reopen() throws(KernelError) {
        file = try Self.open(destination)
    }

    /// Opens the new file first, under another name: where that fails nothing was renamed, and
    /// the next try finds all as it was.
    private func rotate(_ path: String, _ bounds: LogBounds) throws(KernelError) {
        guard FileSystem.exists(path) else { return try reopen() }
        let new = "\(path).new"
        let file = try AppendingFile(new)
        for number in Self.moved(path, bounds) {
            try FileSystem.rename("\(path).\(number)", to: "\(path).\(number + 1)")
        }
        try FileSystem.rename(path, to: "\(path).1")
        try FileSystem.rename(new, to: path)
        self.file = file
    }

    /// The numbers to count up, the highest first: those below the first free one, so that a
    /// rotation that failed half-way costs no file at the next try.
    private static func moved(_ path: String, _ bounds: LogBounds) -> [Int] {
        let taken = (1..<bounds.keptCount).prefix { FileSystem.exists("\(path).\($0)") }
        return taken.reversed()
    }
}

/// How much a log may hold.
public struct LogBounds: Sendable {
    /// Octets of one file.
    public var lengthMax: Int
    /// Full files kept beside the one that is written.
    public var keptCount: Int

    /// A request takes about 300 octets, so the default holds half a million.
    public init(lengthMax: Int = 16 << 20, keptCount: Int = 8) {
        precondition(lengthMax > 0 && keptCount > 0, "a log keeps something")
        self.lengthMax = lengthMax
        self.keptCount = keptCount
    }
}
