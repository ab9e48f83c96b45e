import Reporting
import SQLite

/// Says what a change of units brings about, from units, catalogue, reports and tokens.
struct UnitChangeTeller {
    let edition: Edition
    let today: Day

    func effects(
        _ trace: UnitChangeTrace, _ day: Day, _ before: UnitBook, _ after: UnitBook,
        _ connection: borrowing Connection
    ) throws(StoreError) -> [UnitChangeEffect] {
        let pure = UnitChangeEffects(
            trace, effective: day, before: registry(before), after: registry(after), today: today)
        do throws(DatabaseError) {
            let reports = try UnitChangeReports(edition: edition, today: today).effects(
                trace, from: day, in: connection)
            let people = try UnitChangePeople(
                edition: edition, after: after.orgUnits, today: today
            ).effects(trace, from: day, in: connection)
            return pure.all + reports + people
        } catch {
            throw .database(error, while: "previewing a change of units")
        }
    }

    /// A report is never left without a unit that existed on its month's last day.
    func lostReports(
        _ trace: UnitChangeTrace, _ day: Day, _ book: UnitBook,
        _ connection: borrowing Connection
    ) throws(StoreError) -> [Finding] {
        let lost: UnitChangeReports.Lost?
        do throws(DatabaseError) {
            lost = try UnitChangeReports(edition: edition, today: today).lost(
                trace, from: day, in: connection)
        } catch {
            throw .database(error, while: "comparing units with reports")
        }
        guard let lost else { return [] }
        let id = book[lost.unit].id
        return [
            Finding(
                pointer: "/effective",
                messageVI: "\(id) đã có báo cáo hoặc bản nháp tháng \(lost.month.textVI), nên "
                    + "phải tồn tại đến hết tháng đó; hãy chọn ngày "
                    + "\((lost.month + 1).firstDay.textVI).",
                messageEN: "\(id) has a report or draft of \(lost.month.code) and must exist to "
                    + "that month's end; choose \((lost.month + 1).firstDay.iso).")
        ]
    }

    private func registry(_ book: UnitBook) -> Registry {
        Registry(
            units: book.orgUnits, catalogue: edition.catalogue,
            extensions: edition.registry.extensions, version: edition.registry.version)
    }
}
