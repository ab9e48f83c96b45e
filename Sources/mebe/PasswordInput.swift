import Glibc

/// A password from standard input, which a terminal does not show.
enum PasswordInput {
    /// A longer line is no password.
    private static let lengthMax = 4_096

    /// The first line without its end; nil where it is empty.
    static func read(prompt: String) -> String? {
        guard isatty(STDIN_FILENO) == 1 else { return line() }
        Console.rewrite(prompt)
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return line() }
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
            Console.warn("")
        }
        return line()
    }

    private static func line() -> String? {
        guard let text = readLine(), !text.isEmpty, text.utf8.count <= lengthMax else {
            return nil
        }
        return text
    }
}
