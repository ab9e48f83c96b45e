import Reporting
import ReportingFixtures
import Testing
@testable import Storage
@Suite struct DebugX {
    @Test func dbg() throws {
        let c = RandomCountry(seed: 1)
        let r = c.registry()
        let s = r.scope(of: 14, year: 2025, boundaries: .reported, today: day("2025-06-15"))
        print("DBG", s.members.map { ($0.unit, $0.months.indices) }, s.stockPredecessors)
        func show(_ u: Int, _ d: Int) {
            print("DBG", String(repeating: " ", count: d), u, c.units[u].states.map { "\($0.validity.from?.iso ?? "")..\($0.validity.through?.iso ?? "") p\($0.parent ?? -1)" })
            for l in c.successions where l.successor == u { print("DBG", String(repeating: " ", count: d), l.predecessor, "->", l.successor, l.kind, l.share as Any, l.effective.iso); show(l.predecessor, d + 1) }
        }
        for u in [34, 36] { show(u, 0) }
    }
}
