import Reporting

/// What the units of one day are called, as it is spelled and without its marks. All names are
/// read when the first one is looked for, and no more than once: a form may name 200 units.
final class NameIndex {
    private let units: OrgUnits
    private let day: Day

    init(_ units: OrgUnits, on day: Day) {
        self.units = units
        self.day = day
    }

    /// - Parameter name: in lower case; composed and decomposed letters are the same.
    func spelled(_ name: String) -> [OrgUnit.Number] { bySpelling[name] ?? [] }

    /// - Parameter name: as `VietnameseText.folded` gives it.
    func folded(_ name: String) -> [OrgUnit.Number] { byFolding[name] ?? [] }

    /// Whose folded names contain a text, in the order of the tree.
    func containing(_ text: String) -> some Sequence<OrgUnit.Number> {
        entries.lazy.filter { $0.folded.contains(text) }.map(\.unit)
    }

    // MARK: All names

    private struct Entry {
        let unit: OrgUnit.Number
        let spelled: String
        let folded: String
        /// The kind that the name begins with, and the blank behind it.
        let kindLength: Int
    }

    private lazy var entries: [Entry] = units.tree(on: day).units.compactMap { unit in
        guard let state = units[unit].state(on: day) else { return nil }
        let folded = VietnameseText.folded(state.name)
        let kind = VietnameseText.folded(state.kind) + " "
        return Entry(
            unit: unit, spelled: state.name.lowercased(), folded: folded,
            kindLength: folded.hasPrefix(kind) ? kind.count : 0)
    }

    private lazy var bySpelling = index(\.spelled)
    private lazy var byFolding = index(\.folded)

    /// «Xã Bằng Hành» is also called «Bằng Hành».
    private func index(_ name: (Entry) -> String) -> [String: [OrgUnit.Number]] {
        var found: [String: [OrgUnit.Number]] = [:]
        for entry in entries {
            let name = name(entry)
            found[name, default: []].append(entry.unit)
            guard entry.kindLength > 0 else { continue }
            found[String(name.dropFirst(entry.kindLength)), default: []].append(entry.unit)
        }
        return found
    }
}
