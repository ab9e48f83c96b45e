import Reporting

/// Who sends a summary of a unit and who gets it, as circular 37/2019 (article 2) and the plans
/// name the chain: station, district centre, department of health, ministry.
struct ReportingOffice: Hashable, Sendable {
    let sender: String
    /// Nil at the top.
    let receiver: String?

    /// - Parameter above: the unit above, where there is one.
    init(level: OrgUnitLevel, name: String, above: (level: OrgUnitLevel, name: String)?) {
        sender = Self.office(level, name)
        receiver =
            above.map { Self.office($0.level, $0.name) }
            ?? (level == .nation ? nil : Self.ministry)
    }

    private static let ministry = "Bộ Y tế"

    private static func office(_ level: OrgUnitLevel, _ name: String) -> String {
        let place = name.prefix(1).lowercased() + name.dropFirst()
        switch level {
        case .nation: return ministry
        case .province: return "Sở Y tế " + place
        case .district, .area: return "Trung tâm Y tế " + place
        case .commune: return "Trạm Y tế " + place
        default: return name
        }
    }
}
