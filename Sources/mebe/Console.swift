import Glibc

/// Plain output: results to stdout, everything else to stderr.
enum Console {
    static func tell(_ line: String) {
        write(line + "\n", to: STDOUT_FILENO)
    }

    static func warn(_ line: String) {
        write(line + "\n", to: STDERR_FILENO)
    }

    /// Text that replaces itself on a terminal, such as a progress bar.
    static func rewrite(_ line: String) {
        write("\r\u{1B}[K" + line, to: STDERR_FILENO)
    }

    static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    private static func write(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            let written = bytes[start...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            // A closed terminal is no reason to stop the work.
            guard written > 0 else { return }
            start += written
        }
    }
}

/// A progress bar on a terminal, nothing elsewhere.
struct ProgressBar {
    private let label: String
    private let total: Int
    private var shown = -1

    private static let width = 30

    /// - Parameter total: what counts as complete; 0 where it is not known.
    init(_ label: String, total: Int) {
        self.label = label
        self.total = total
    }

    mutating func show(_ done: Int, note: String = "") {
        guard Console.isErrorTerminal else { return }
        let percent = total > 0 ? min(100, done * 100 / total) : 0
        guard percent != shown || total == 0 else { return }
        shown = percent
        let filled = Self.width * percent / 100
        let bar =
            String(repeating: "█", count: filled)
            + String(repeating: "░", count: Self.width - filled)
        Console.rewrite("\(label) \(bar) \(percent) % \(note)")
    }

    func end() {
        if Console.isErrorTerminal { Console.rewrite("") }
    }
}
