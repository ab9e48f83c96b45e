import Reporting

/// The rows of the commune's form, found in the catalogue by their official numbers.
///
/// `Biểu 4/BCX I.5 cột 4 'Tại TYT'` is a column of row I.5, `Biểu 4/BCX I.9.1 Mắc` one of two
/// columns of row I.9.1. Elements without a row of this form stand in no official form and come
/// after it, by the catalogue's sections.
struct PaperRows {
    struct Row: Hashable {
        /// `I.5.2a`.
        let number: String
        var label = ""
        /// By column: `total`, `4`, `5`, `6`, `Mắc`, `TV`.
        var elements: [String: DataElement.Index] = [:]
        /// Pairs of cases and deaths.
        var isPaired: Bool { elements["Mắc"] != nil }

        /// The number without its part: `5.2a`.
        var shortNumber: String {
            number.split(separator: ".").dropFirst().joined(separator: ".")
        }
        var depth: Int { max(0, number.split(separator: ".").count - 2) }
    }

    struct Part: Hashable {
        /// `I`, `II`, `III`.
        let number: String
        var rows: [Row] = []
    }

    private(set) var parts: [Part] = []
    /// Elements of the form that have no row in it, by section.
    private(set) var others: [(section: FormVersion.Section, elements: [DataElement.Index])] = []

    init(_ version: FormVersion, _ catalogue: Catalogue, _ wording: Wording) {
        for section in version.sections {
            var rest: [DataElement.Index] = []
            for index in section.elements {
                let element = catalogue.elements[index]
                guard let place = Place(element.officialRow) else {
                    rest.append(index)
                    continue
                }
                let label = wording.label(element.labelVI, element.labelEN)
                add(place, index, label)
            }
            if !rest.isEmpty { others.append((section, rest)) }
        }
        for index in parts.indices {
            parts[index].rows.sort { Self.precedes($0.number, $1.number) }
        }
        parts.sort { $0.number < $1.number }
    }

    private mutating func add(_ place: Place, _ element: DataElement.Index, _ label: String) {
        let part = String(place.row.prefix { $0 != "." })
        let at = parts.firstIndex { $0.number == part } ?? parts.endIndex
        if at == parts.endIndex { parts.append(Part(number: part)) }
        let rows = parts[at].rows
        // Two elements may name one row, such as boys and girls of row III.1.1: each is a line.
        let same = rows.firstIndex { $0.number == place.row && $0.elements[place.column] == nil }
        let row = same ?? rows.endIndex
        if row == rows.endIndex { parts[at].rows.append(Row(number: place.row)) }
        parts[at].rows[row].elements[place.column] = element
        if place.column == Place.total || place.column == "Mắc" {
            parts[at].rows[row].label = Self.name(label)
        }
    }

    /// `Băng huyết: số mắc` is the row «Băng huyết» and its column «Mắc».
    private static func name(_ label: String) -> String {
        let heads = [": số mắc", "Tổng số mắc "]
        if label.hasSuffix(heads[0]) { return String(label.dropLast(heads[0].count)) }
        if label.hasPrefix(heads[1]) {
            let rest = label.dropFirst(heads[1].count)
            return rest.prefix(1).uppercased() + rest.dropFirst()
        }
        return label
    }

    /// `I.5.2` before `I.5.2a` before `I.5.10`: by number, then by letter.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        let (a, b) = (keys(left), keys(right))
        for (one, other) in zip(a, b) where one != other { return one < other }
        return a.count < b.count
    }

    private static func keys(_ number: String) -> [SortKey] {
        number.split(separator: ".").map { part in
            let digits = part.prefix { $0.isNumber }
            return SortKey(number: Int(digits) ?? 0, letter: String(part.dropFirst(digits.count)))
        }
    }

    private struct SortKey: Hashable, Comparable {
        let number: Int
        let letter: String

        static func < (a: SortKey, b: SortKey) -> Bool {
            a.number == b.number ? a.letter < b.letter : a.number < b.number
        }
    }

    /// A row of the form and the column in it.
    private struct Place {
        static let total = "total"
        let row: String
        let column: String

        /// Nil for an element without a row, or with one of another circular's form.
        init?(_ officialRow: String?) {
            guard let words = officialRow?.split(separator: " "), !words.contains("(TT"),
                let at = words.firstIndex(where: Self.isRow)
            else { return nil }
            row = String(words[at])
            let rest = words[(at + 1)...]
            if rest.first == "cột", let number = rest.dropFirst().first {
                column = String(number)
            } else {
                column = rest.first.map(String.init) ?? Self.total
            }
        }

        private static func isRow(_ word: Substring) -> Bool {
            let parts = word.split(separator: ".")
            return parts.count >= 2 && parts[0].allSatisfy { "IVX".contains($0) }
        }
    }
}
