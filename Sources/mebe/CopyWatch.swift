import Kernel

/// A progress bar that follows a growing file, whoever writes it; nothing without a terminal.
final class CopyWatch: Sendable {
    private static let periodMilliseconds: Int64 = 200

    private let isOver = Semaphore()
    private let isEnded = Semaphore()

    /// - Parameters:
    ///   - original: what is copied; its length is the whole.
    ///   - copy: what is made.
    init(_ label: String, of original: String, to copy: String) throws(KernelError) {
        guard Console.isErrorTerminal else {
            isEnded.signal()
            return
        }
        _ = try Thread(named: "mebe-watch") { [self] in
            let bar = self.follow(label, original, copy)
            bar.end()
            isEnded.signal()
        }
    }

    /// Takes the bar away; a second time does nothing.
    func end() {
        isOver.signal()
        isEnded.wait()
        isEnded.signal()
    }

    private func follow(_ label: String, _ original: String, _ copy: String) -> ProgressBar {
        var bar = ProgressBar(label, total: FileContents.length(of: original))
        repeat {
            bar.show(FileContents.length(of: copy))
        } while !isOver.wait(timeoutMilliseconds: Self.periodMilliseconds)
        return bar
    }
}
