/// The number of a row of the official form, as short as it stands at a field.
///
/// The catalogue names a row in full: `Biểu 4/BCX I.5 cột 4 'Tại TYT'` becomes `I.5 (4)`, and
/// `Biểu 4/BCX I.9.1 Mắc` keeps its column's name. A row of another circular than the form's
/// own (`I.4 (TT 27/2014)`) is no row of this form and gives nothing.
struct RowNumber: Hashable {
    let text: String
    /// 0 for a row of the first rank, 1 for a part of one, and so on.
    let depth: Int

    init?(officialRow: String?) {
        guard let words = officialRow?.split(separator: " "), !words.contains("(TT"),
            let start = words.firstIndex(where: Self.isRowCode)
        else { return nil }
        let code = words[start]
        let rest = words[(start + 1)...]
        if rest.first == "cột", let column = rest.dropFirst().first {
            text = code + " (" + column + ")"
            depth = 1
        } else {
            text = ([code] + rest).joined(separator: " ")
            depth = max(0, code.split(separator: ".").count - 2)
        }
    }

    /// `I.5.2a`: a Roman part, then numbers.
    private static func isRowCode(_ word: Substring) -> Bool {
        let parts = word.split(separator: ".")
        guard parts.count >= 2, let head = parts.first else { return false }
        return head.allSatisfy { "IVX".contains($0) }
    }
}
