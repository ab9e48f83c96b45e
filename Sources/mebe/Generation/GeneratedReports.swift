import Reporting
import Storage

/// Made-up reports of every reporting unit of a month: always the same, in an order of their
/// own, as if they had come one by one.
struct GeneratedReports: Sendable {
    static let form = "mnch"
    /// Who sent them, as the journal has it.
    static let sender = "bench"

    private let registry: Registry
    private let seed: UInt64

    init(registry: Registry, seed: UInt64) {
        self.registry = registry
        self.seed = seed
    }

    /// The units that report for a month.
    func units(in month: Month) -> [OrgUnit.Number] {
        registry.units.units.map(\.number).filter {
            registry.expectsReport(Self.form, of: $0, for: month)
        }
    }

    /// - Throws: `.breakdown` where the form is not in force, or a report breaks its rules.
    func submissions(for month: Month) throws(StoreError) -> [Submission] {
        guard let version = registry.catalogue.version(of: Self.form, in: month) else {
            throw .breakdown(
                "the form \(Self.form) is not in force in \(month.code)", isFull: false)
        }
        let plan = ValuePlan(version: version, catalogue: registry.catalogue)
        let check = registry.check(of: version)
        var random = SplitMix(seed: seed ^ UInt64(clamping: month.number) << 32)
        return try units(in: month).shuffled(using: &random).map { unit throws(StoreError) in
            let result = check.check(plan.values(size: size(of: unit), &random))
            if let error = result.errors.first {
                throw .breakdown(
                    "a generated report breaks \(error.rule ?? "a rule")", isFull: false)
            }
            return Submission(
                key: ReportKey(form: Self.form, unit: unit, month: month), formVersion: version,
                registryVersion: registry.version, values: result.values, status: .submitted,
                source: .imported, by: Self.sender, receivedAt: received(month, &random))
        }
    }

    /// A commune has three tenths to two and a third times the usual number of people, the same
    /// in every month.
    private func size(of unit: OrgUnit.Number) -> Int64 {
        var random = SplitMix(seed: seed &+ UInt64(clamping: unit))
        return 300 + random.number(below: 1_000) + random.number(below: 1_000)
    }

    /// Most within six days of the month's end, and one in twenty up to three weeks later.
    private func received(_ month: Month, _ random: inout SplitMix) -> Int64 {
        let dayMilliseconds: Int64 = 86_400_000
        let days: Int64 = random.number(below: 20) == 0 ? 21 : 6
        return VietnamTime.start(of: month.lastDay + 1)
            + random.number(below: days * dayMilliseconds)
    }
}
