import Reporting
import SQLite

/// What a change of units means for those who sign in: by a unit's own tokens, and by those of
/// the units that it comes under.
struct UnitChangePeople {
    let edition: Edition
    let after: OrgUnits
    let today: Day

    func effects(
        _ trace: UnitChangeTrace, from day: Day, in connection: borrowing Connection
    ) throws(DatabaseError) -> [UnitChangeEffect] {
        let counts = try tokenCounts(in: connection)
        let ended = trace.ended.flatMap { ending($0, trace, day, counts) }
        return ended + vanishing(trace, day, counts)
            + trace.units.map(\.unit).flatMap { moving($0, day, counts) }
    }

    /// By unit: the tokens that open something today.
    private func tokenCounts(
        in connection: borrowing Connection
    ) throws(DatabaseError) -> [OrgUnit.Number: Int] {
        let now = VietnamTime.start(of: today)
        return try connection.withStatement(
            """
            SELECT unit, count(*) FROM token WHERE expires_at IS NULL OR expires_at > ?
            GROUP BY unit
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(now, at: 1)
            var counts: [OrgUnit.Number: Int] = [:]
            while try statement.step() { counts[try statement.int(0)] = try statement.int(1) }
            return counts
        }
    }

    /// A token of a unit that ends covers that unit's own months and no heir; a token of who took
    /// it in whole covers its past as well (`OrgUnits.scope`).
    private func ending(
        _ unit: OrgUnit.Number, _ trace: UnitChangeTrace, _ day: Day,
        _ counts: [OrgUnit.Number: Int]
    ) -> [UnitChangeEffect] {
        let links = trace.links.filter { $0.predecessor == unit && !$0.isIgnored }
        let name = label(unit, day)
        let last = day.month - 1
        var effects: [UnitChangeEffect] = []
        if let count = counts[unit] {
            let heirs = list(links.map(\.successor), day)
            effects.append(
                UnitChangeEffect(
                    .people, units: [after[unit].id],
                    "\(count) mã truy cập của \(name) vẫn xem và gửi được báo cáo của đơn vị này "
                        + "đến tháng \(last.textVI)"
                        + (links.isEmpty ? "." : ", không dùng được cho \(heirs); hãy cấp mã mới."),
                    Self.english(count)
                        + " of \(name) \(count == 1 ? "goes" : "go") on reading and "
                        + "sending its reports up to \(last.code)"
                        + (links.isEmpty ? "." : ", and open nothing of \(heirs); make new ones.")))
        }
        for link in links where link.isWhole {
            let heir = label(link.successor, day)
            effects.append(
                UnitChangeEffect(
                    .people, units: [after[link.successor].id],
                    "Mã truy cập của \(heir) cũng xem và sửa được báo cáo cũ của \(name).",
                    "Access tokens of \(heir) also read and correct the past reports of \(name)."))
        }
        return effects
    }

    /// Where a change is undone that was to open a unit, its tokens open nothing any more.
    private func vanishing(
        _ trace: UnitChangeTrace, _ day: Day, _ counts: [OrgUnit.Number: Int]
    ) -> [UnitChangeEffect] {
        trace.units.filter(\.after.isEmpty).compactMap { states in
            guard let count = counts[states.unit] else { return nil }
            let units = edition.registry.units
            let id = units[states.unit].id
            let name = units.label(ofID: id, on: day)
            return UnitChangeEffect(
                .people, units: [id],
                "\(count) mã truy cập của \(name) không còn mở được gì, vì đơn vị này sẽ không có.",
                Self.english(count) + " of \(name) \(count == 1 ? "opens" : "open") nothing any "
                    + "more, since that unit will not be.")
        }
    }

    private static func english(_ count: Int) -> String {
        count == 1 ? "1 access token" : "\(count) access tokens"
    }

    /// Each month is covered by whoever stands above the unit in that month's tree.
    private func moving(
        _ unit: OrgUnit.Number, _ day: Day, _ counts: [OrgUnit.Number: Int]
    ) -> [UnitChangeEffect] {
        guard unit < edition.registry.units.units.count else { return [] }
        let old = edition.registry.units.tree(of: day.month).path(from: unit)
        let new = after.tree(of: day.month).path(from: unit)
        guard !old.isEmpty, !new.isEmpty else { return [] }
        let name = label(unit, day)
        let month = day.month
        let losing = old.filter { !new.contains($0) && counts[$0] != nil }
        let gaining = new.filter { !old.contains($0) && counts[$0] != nil }
        return losing.map { place in
            let count = counts[place] ?? 0
            return UnitChangeEffect(
                .people, units: [after[place].id, after[unit].id], months: [month],
                "\(count) mã truy cập của \(label(place, day)) không mở được \(name) "
                    + "từ tháng \(month.textVI); các tháng trước vẫn mở được.",
                Self.english(count) + " of \(label(place, day)) \(count == 1 ? "does" : "do") not "
                    + "cover \(name) from \(month.code) on, but the months before.")
        }
            + gaining.map { place in
                let count = counts[place] ?? 0
                return UnitChangeEffect(
                    .people, units: [after[place].id, after[unit].id], months: [month],
                    "\(count) mã truy cập của \(label(place, day)) mở được \(name) "
                        + "từ tháng \(month.textVI).",
                    Self.english(count) + " of \(label(place, day)) "
                        + "\(count == 1 ? "covers" : "cover") \(name) from \(month.code) on.")
            }
    }

    private func label(_ unit: OrgUnit.Number, _ day: Day) -> String {
        after.label(ofID: after[unit].id, on: day + -1)
    }

    private func list(_ units: [OrgUnit.Number], _ day: Day) -> String {
        units.map { label($0, day) }.joined(separator: ", ")
    }
}
