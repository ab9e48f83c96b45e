import Reporting

/// The units that a form names, by id or by name.
extension UnitChangeForm {
    /// A field that names one unit that exists; the area's field names an area.
    private var unitFields: [String] {
        let parts = (1...Self.partsMax).filter { self["name\($0)"].isEmpty }.map { "part\($0)" }
        let into = self["name"].isEmpty ? ["into"] : []
        switch code {
        case "merge": return into + ["parent"]
        case "split": return ["unit"] + parts
        case "open": return ["parent"]
        case "join", "leave": return ["unit", "area"]
        default: return ["unit", "parent"]
        }
    }

    /// The same form with ids in place of names, or what names no unit or several.
    func resolved(_ naming: UnitNaming) -> (form: UnitChangeForm, findings: [Finding]) {
        var form = self
        var findings: [Finding] = []
        for name in unitFields where !self[name].isEmpty {
            switch id(of: self[name], isArea: name == "area", naming) {
            case .success(let id): form[name] = id
            case .failure(let error): findings.append(error.finding(at: Self.pointer(to: name)))
            }
        }
        let merged = mergedUnits(naming)
        guard merged.count <= UnitChange.unitsMax else { return (form, findings + [Self.tooMany]) }
        var ids: [String] = []
        for (index, text) in merged.enumerated() where findings.count < Self.findingsMax {
            switch id(of: text, isArea: false, naming) {
            case .success(let id): ids.append(id)
            case .failure(let error): findings.append(error.finding(at: "/units/\(index)"))
            }
        }
        if code == "merge", findings.isEmpty { form["units"] = ids.joined(separator: "\n") }
        return (form, findings)
    }

    /// Each is told with names that are nearly the same, for which all names are read through.
    static let findingsMax = 20

    /// Told before any is looked for: a form has room for many thousands of lines.
    private static let tooMany = Finding(
        pointer: "/units",
        messageVI: "Không quá \(UnitChange.unitsMax) đơn vị trong một thay đổi.",
        messageEN: "One change names at most \(UnitChange.unitsMax) units.")

    /// One a line; ids may also stand side by side.
    private func mergedUnits(_ naming: UnitNaming) -> [String] {
        let lines = self["units"].split { $0.isNewline || $0 == ";" }.map { String($0).trimmed }
        return lines.filter { !$0.isEmpty }.flatMap { line in
            let words = line.split { $0.isWhitespace || $0 == "," }.map(String.init)
            return words.allSatisfy({ naming.units.number(ofID: $0) != nil }) ? words : [line]
        }
    }

    private static func pointer(to field: String) -> String {
        guard field.hasPrefix("part"), let number = Int(field.dropFirst(4)) else {
            return field == "into" ? "/into/id" : "/" + field
        }
        return "/parts/\(number - 1)/into/id"
    }

    private func id(
        of text: String, isArea: Bool, _ naming: UnitNaming
    ) -> Result<String, UnclearUnit> {
        switch naming.find(text, areas: isArea) {
        case .one(let unit): .success(naming.units[unit].id)
        case .several(let units):
            .failure(
                UnclearUnit(
                    text: text, day: naming.day, isNamed: true,
                    candidates: units.map(naming.description)))
        case .nearly(let units):
            .failure(
                UnclearUnit(
                    text: text, day: naming.day, isNamed: false,
                    candidates: units.map(naming.description)))
        }
    }
}

/// A name that several units bear, or none.
private struct UnclearUnit: Error {
    let text: String
    let day: Day
    let isNamed: Bool
    let candidates: [String]

    func finding(at pointer: String) -> Finding {
        let list = candidates.joined(separator: "; ")
        if isNamed {
            return Finding(
                pointer: pointer, messageVI: "Nhiều đơn vị tên «\(text)», hãy ghi mã: \(list).",
                messageEN: "Several units are called '\(text)'; write the id: \(list).")
        }
        return Finding(
            pointer: pointer,
            messageVI: "Không có đơn vị «\(text)» vào ngày \(day.textVI)."
                + (list.isEmpty ? "" : " Gần giống: \(list)."),
            messageEN: "There is no unit '\(text)' on \(day.iso)."
                + (list.isEmpty ? "" : " Nearly so: \(list)."))
    }
}
