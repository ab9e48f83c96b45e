import ArgumentParser
import Glibc
import Storage

/// `--data DIR`, which every command takes.
struct DataOptions: ParsableArguments {
    @Option(name: .long, help: "Thư mục dữ liệu / data folder (MEBE_DATA; default ./data)")
    var data: String?

    var folder: DataFolder {
        DataFolder(path: data ?? Setting.environment("MEBE_DATA") ?? "./data")
    }
}

/// Settings that may come from the environment.
enum Setting {
    /// Nil where it is unset or empty.
    static func environment(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        let text = String(cString: value)
        return text.isEmpty ? nil : text
    }

    /// The values of a repeatable option, or else of a variable; commas separate further ones.
    static func list(_ options: [String], _ name: String) -> [String] {
        let texts = options.isEmpty ? [environment(name) ?? ""] : options
        // Blanks around a comma are no part of an address; inside a path they are.
        return texts.flatMap { $0.split(separator: ",") }.map(trimmed)
            .filter { !$0.isEmpty }
    }

    /// A number in digits alone; `Int(_:)` would take "+5" too.
    static func number(_ text: some StringProtocol, radix: Int = 10) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text, radix: radix)
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0 == " " }
        return String(start.reversed().drop { $0 == " " }.reversed())
    }

    /// `1`, `true`, `yes` and `on` switch a setting on.
    static func isOn(_ name: String) -> Bool {
        ["1", "true", "yes", "on"].contains(environment(name)?.lowercased() ?? "")
    }
}
