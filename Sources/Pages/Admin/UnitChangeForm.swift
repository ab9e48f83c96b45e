import Reporting

/// The fields of a change of units as a browser sends them.
struct UnitChangeForm: Sendable {
    /// One of `UnitChange.codes`.
    let code: String
    private var fields: [String: String]

    /// Parts that the form of a split has room for; files and the API take more.
    static let partsMax = 6
    private static let names: [String: [String]] = [
        "merge": ["units", "into", "name", "kind", "gso_code", "parent"],
        "split": ["unit"]
            + (1...partsMax).flatMap { ["part\($0)", "name\($0)", "share\($0)"] } + ["keeps"],
        "move": ["unit", "parent"], "rename": ["unit", "name", "kind", "gso_code"],
        "open": ["unit", "name", "level", "kind", "gso_code", "parent"], "close": ["unit"],
        "join": ["unit", "area", "membership"], "leave": ["unit", "area"],
    ]

    /// - Parameter code: any text; an unknown change is read as a merge.
    init(code: String, fields: [(name: String, value: String)] = []) {
        self.code = Self.names[code] == nil ? "merge" : code
        let known = Set((Self.names[self.code] ?? []) + ["effective", "reason", "backdated"])
        self.fields = Dictionary(
            fields.filter { known.contains($0.name) }.map { ($0.name, $0.value.trimmed) }
        ) { first, _ in first }
    }

    subscript(name: String) -> String {
        get { fields[name] ?? "" }
        set { fields[name] = newValue }
    }

    /// What was typed, for the fields that a preview carries along unseen.
    var filled: [(name: String, value: String)] {
        fields.filter { !$0.value.isEmpty && $0.key != "backdated" }
            .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    var isBackdated: Bool { !self["backdated"].isEmpty }

    /// The day on which units are looked for: the change's own, while it is given.
    var effective: Day? { Day(iso: self["effective"]) }

    /// The change, or where the fields make none.
    func change() -> Result<UnitChange, UnitChangeFormError> {
        guard let effective else {
            return .failure(
                UnitChangeFormError(
                    pointer: "/effective", messageVI: "Hãy chọn ngày hiệu lực.",
                    messageEN: "Choose the first day."))
        }
        for number in 1...Self.partsMax where !self["share\(number)"].isEmpty {
            guard share(number) == nil else { continue }
            return .failure(
                UnitChangeFormError(
                    pointer: "/parts/\(number - 1)/share",
                    messageVI: "Tỷ lệ phải là số như 0,25.",
                    messageEN: "A share is a number such as 0.25."))
        }
        return .success(
            UnitChange(
                action, effective: effective, reason: self["reason"], isBackdated: isBackdated))
    }

    private var action: UnitChange.Action {
        switch code {
        case "split":
            .split(unit: self["unit"], parts: parts, isKept: !self["keeps"].isEmpty)
        case "move": .move(unit: self["unit"], parent: self["parent"])
        case "rename":
            .rename(
                unit: self["unit"], name: given("name"), kind: given("kind"),
                code: given("gso_code"))
        case "open": .open(subject("unit", name: self["name"]))
        case "close": .close(unit: self["unit"])
        case "join":
            .join(
                unit: self["unit"], area: self["area"],
                kind: Membership.Kind(rawValue: self["membership"]) ?? .whole)
        case "leave": .leave(unit: self["unit"], area: self["area"])
        default:
            .merge(
                units: self["units"].split { $0.isWhitespace || $0 == "," || $0 == ";" }
                    .map(String.init), into: subject("into", name: given("name")))
        }
    }

    private var parts: [UnitChange.Part] {
        (1...Self.partsMax).filter { !self["part\($0)"].isEmpty }.map { number in
            UnitChange.Part(
                into: UnitChange.Subject(
                    id: self["part\(number)"], name: given("name\(number)")),
                share: share(number))
        }
    }

    /// A decimal comma is what Vietnamese people type.
    private func share(_ number: Int) -> Decimal? {
        Decimal(self["share\(number)"].map { $0 == "," ? "." : String($0) }.joined())
    }

    private func subject(_ id: String, name: String?) -> UnitChange.Subject {
        UnitChange.Subject(
            id: self[id], name: name, level: given("level").map(OrgUnitLevel.init(rawValue:)),
            kind: given("kind"), code: self["gso_code"], parent: given("parent"))
    }

    private func given(_ name: String) -> String? { self[name].isEmpty ? nil : self[name] }

    /// The field that a finding is about.
    static func field(of finding: Finding, code: String) -> String {
        let steps = finding.pointer.split(separator: "/").map(String.init)
        let number = steps.count > 1 ? (Int(steps[1]) ?? 0) + 1 : 1
        switch (steps.first ?? "", steps.last ?? "") {
        case ("parts", "share"): return "share\(min(number, partsMax))"
        case ("parts", "name"): return "name\(min(number, partsMax))"
        case ("parts", _): return "part\(min(number, partsMax))"
        case ("units", _): return "units"
        case (_, "parent"): return "parent"
        case ("area", _): return "area"
        case (_, "name"): return "name"
        case (_, "level"): return code == "open" ? "level" : "into"
        case ("into", _): return "into"
        case ("unit", _): return "unit"
        default: return "effective"
        }
    }
}

/// Fields that make no change.
struct UnitChangeFormError: Error {
    let pointer: String
    let messageVI: String
    let messageEN: String

    var finding: Finding {
        Finding(pointer: pointer, messageVI: messageVI, messageEN: messageEN)
    }
}
