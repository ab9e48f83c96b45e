internal import CLinux
internal import Glibc
internal import Synchronization

/// The signals a server answers.
public enum Signal: Int32, Sendable, CaseIterable {
    /// SIGTERM: drain and end.
    case terminate = 15
    /// SIGINT, Ctrl-C: the same.
    case interrupt = 2
    /// SIGHUP: read certificates and the like again.
    case hangUp = 1
    /// SIGUSR2: drain, and let the program start anew with the listening sockets.
    case restart = 12
}

/// Signals as an asynchronous sequence.
///
/// A handler in C writes the number into a pipe and a thread reads it. signalfd(2) would
/// need the signals blocked in every thread, and the Swift runtime has started some
/// before `main` runs.
public enum Signals {
    private static let isWatching = Atomic(false)

    /// Takes the given signals from now until the process ends, and delivers them.
    ///
    /// Call once in a process; a second call is a bug, because a process has one handler
    /// per signal.
    public static func watch(
        _ signals: [Signal] = Signal.allCases
    ) throws(KernelError) -> AsyncStream<Signal> {
        let first = isWatching.exchange(true, ordering: .relaxed) == false
        precondition(first, "signals are already watched")
        let pipe = try Pipe()
        let (stream, continuation) = AsyncStream<Signal>.makeStream()
        for signal in signals {
            try systemCall("handling signal \(signal.rawValue)") {
                clinux_forward_signal(signal.rawValue, pipe.writer.raw)
            }
        }
        let reading = try Thread(named: "signals") { forward(from: pipe, to: continuation) }
        _ = consume reading
        return stream
    }

    /// Gives signals back to the kernel: the next one ends the process at once.
    public static func release(_ signals: [Signal]) {
        for signal in signals { clinux_restore_signal(signal.rawValue) }
    }

    /// Has nothing happen on these signals, also in a program that replaces this one, until it
    /// watches them.
    public static func ignore(_ signals: [Signal]) {
        for signal in signals { clinux_ignore_signal(signal.rawValue) }
    }

    /// Makes a write to a closed socket or pipe an error (EPIPE) in place of the process's end.
    public static func ignoreBrokenPipe() {
        clinux_ignore_signal(SIGPIPE)
    }

    /// Sends a signal to this process.
    public static func raise(_ signal: Signal) {
        _ = kill(getpid(), signal.rawValue)
    }

    private static func forward(
        from pipe: borrowing Pipe, to continuation: AsyncStream<Signal>.Continuation
    ) {
        var number: UInt8 = 0
        while let length = try? unsafe withUnsafeMutableBytes(
            of: &number, { bytes throws(KernelError) in try unsafe pipe.reader.read(into: bytes) }),
            length == 1
        {
            guard let signal = Signal(rawValue: Int32(number)) else { continue }
            continuation.yield(signal)
        }
    }
}

/// Both ends of a pipe.
struct Pipe: ~Copyable, Sendable {
    let reader: FileDescriptor
    let writer: FileDescriptor

    init() throws(KernelError) {
        var ends: (Int32, Int32) = (-1, -1)
        try systemCall("making a pipe") {
            unsafe withUnsafeMutableBytes(of: &ends) { bytes in
                unsafe pipe(bytes.assumingMemoryBound(to: Int32.self).baseAddress)
            }
        }
        let (reading, writing) = (ends.0, ends.1)
        let reader = FileDescriptor(owning: reading)
        let writer = FileDescriptor(owning: writing)
        // The writer must not block: a handler that waits would stop the thread it hit.
        try systemCall("setting up a pipe") { fcntl(writer.raw, F_SETFL, O_NONBLOCK) }
        for end in [reading, writing] {
            try systemCall("setting up a pipe") { fcntl(end, F_SETFD, FD_CLOEXEC) }
        }
        self.reader = reader
        self.writer = writer
    }
}
