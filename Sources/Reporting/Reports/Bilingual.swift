/// Both languages on one line, for commands and their files.
public enum Bilingual {
    /// What stands behind a colon in both alike, such as a list of ids, is said once. A colon
    /// within a word, as in 10:30, begins no list.
    public static func line(_ vi: String, _ en: String) -> String {
        let tail = commonTail(vi, en)
        guard let tail else { return "\(vi) / \(en)" }
        return "\(vi.dropLast(tail.count)) / \(en.dropLast(tail.count))\(tail)"
    }

    private static func commonTail(_ vi: String, _ en: String) -> Substring? {
        var found: Substring?
        var index = vi.endIndex
        while let colon = vi[..<index].lastIndex(of: ":") {
            let tail = vi[colon...]
            guard en.hasSuffix(tail) else { return found }
            if tail.dropFirst().first == " " { found = tail }
            index = colon
        }
        return found
    }
}
