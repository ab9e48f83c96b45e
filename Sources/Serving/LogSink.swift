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

    private func rotate(_ path: String, _ bounds: LogBounds) throws(KernelError) {
        for number in stride(from: bounds.keptCount - 1, to: 0, by: -1) {
            let older = "\(path).\(number)"
            if FileSystem.exists(older) {
                try FileSystem.rename(older, to: "\(path).\(number + 1)")
            }
        }
        try FileSystem.rename(path, to: "\(path).1")
        try reopen()
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
