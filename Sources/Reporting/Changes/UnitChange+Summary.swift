/// A change in one sentence.
extension UnitChange {
    /// - Parameter units: where the units' names are found.
    public func summary(in units: OrgUnits) -> (vi: String, en: String) {
        let words = Words(units: units, day: effective)
        return (words.vi(action), words.en(action))
    }

    /// A name that says the kind already is not told it twice: «Xã Bằng Hành» is a «xã».
    public static func title(_ name: String, kind: String) -> String {
        let says = VietnameseText.folded(name).hasPrefix(VietnameseText.folded(kind))
        return kind.isEmpty || says ? name : name.isEmpty ? kind : kind + " " + name
    }

    private struct Words {
        let units: OrgUnits
        let day: Day

        func vi(_ action: Action) -> String {
            switch action {
            case .merge(let units, let heir):
                "Sáp nhập \(list(units)) \(heir.name == nil ? "vào" : "thành") \(label(heir))"
            case .split(let unit, let parts, _):
                "Chia \(label(unit)) cho "
                    + parts.map { label($0, \.textVI) }.joined(separator: ", ")
                    + (action.keepsUnit ? ", đơn vị này vẫn còn" : "")
            case .move(let unit, let parent): "Chuyển \(label(unit)) sang \(label(parent))"
            case .rename(let unit, let name, let kind, let code):
                "Đổi \(label(unit)) thành \(title(name, kind, code))"
            case .open(let subject): "Lập \(label(subject))"
            case .close(let unit): "Giải thể \(label(unit))"
            case .join(let unit, let area, let kind):
                "Đưa \(label(unit)) vào \(label(area))" + (kind == .part ? " (một phần)" : "")
            case .leave(let unit, let area): "Đưa \(label(unit)) ra khỏi \(label(area))"
            }
        }

        func en(_ action: Action) -> String {
            switch action {
            case .merge(let units, let heir): "Merge \(list(units)) into \(label(heir))"
            case .split(let unit, let parts, _):
                "Split \(label(unit)) between "
                    + parts.map { label($0, \.text) }.joined(separator: ", ")
                    + (action.keepsUnit ? ", keeping it" : "")
            case .move(let unit, let parent): "Move \(label(unit)) below \(label(parent))"
            case .rename(let unit, let name, let kind, let code):
                "Rename \(label(unit)) to \(title(name, kind, code))"
            case .open(let subject): "Open \(label(subject))"
            case .close(let unit): "Close \(label(unit))"
            case .join(let unit, let area, let kind):
                "\(label(unit)) joins \(label(area))" + (kind == .part ? " in part" : "")
            case .leave(let unit, let area): "\(label(unit)) leaves \(label(area))"
            }
        }

        private func label(_ id: String) -> String { units.label(ofID: id, on: day + -1) }

        private func list(_ ids: [String]) -> String { ids.map(label).joined(separator: ", ") }

        private func label(_ subject: Subject) -> String {
            subject.name.map { "\($0) (\(subject.id))" } ?? label(subject.id)
        }

        private func label(_ part: Part, _ text: KeyPath<Decimal, String>) -> String {
            label(part.into) + (part.share.map { " " + $0[keyPath: text] } ?? "")
        }

        private func title(_ name: String?, _ kind: String?, _ code: String?) -> String {
            UnitChange.title(name ?? "", kind: kind ?? "") + (code.map { " [\($0)]" } ?? "")
        }
    }
}

extension OrgUnits {
    /// `Xã Bằng Hành (VN-2025-00967)`; the id alone where there is no such unit.
    public func label(ofID id: String, on day: Day) -> String {
        guard let name = number(ofID: id).flatMap({ self[$0].state(nearest: day)?.name }) else {
            return id
        }
        return "\(name) (\(id))"
    }
}
