import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// `/review/{id}?period=&form=&state=&open=`: who has reported for a month.
extension PageRoutes {
    /// More reporting units than this are shown as tallies of the units below.
    private static let linesMax = 200
    /// Up to so many reports each is looked at for the tallies of the units below.
    private static let statesMax = 1_000

    /// What a review is about: who asks, which unit, form and month.
    struct ReviewDesk {
        let principal: Principal
        let unit: OrgUnit.Number
        let form: String
        let month: Month
        let registry: Registry

        /// Whether this reader decides about the unit's reports.
        var mayReview: Bool { principal.role.mayReview }
    }

    func review(_ visit: Visit) async throws(Refusal) -> Response {
        let desk = try reviewDesk(visit)
        return try await showReview(desk, visit)
    }

    func reviewDesk(_ visit: Visit) throws(Refusal) -> ReviewDesk {
        let principal = try visit.signedIn()
        let registry = visit.registry
        let unit = try unit(visit.request.parameters["id"], registry)
        let month = try month(of: unit, visit)
        let form = try form(visit)
        guard principal.covers(unit, form: form, in: month, of: registry) else {
            throw .outsideScope
        }
        return ReviewDesk(
            principal: principal, unit: unit, form: form, month: month, registry: registry)
    }

    /// - Parameter fault: why what was just asked for was not done.
    func showReview(
        _ desk: ReviewDesk, _ visit: Visit, fault: ReviewFault? = nil, opened: String? = nil,
        status: Status = .ok
    ) async throws(Refusal) -> Response {
        let (registry, month) = (desk.registry, desk.month)
        let query = AggregateQuery(
            unit: desk.unit, form: desk.form, period: .month(month), boundaries: .reported)
        let figures = try await figures.figuresWithChildren(
            query, today: today, for: desk.principal)
        let filter = visit.request.query["state"].flatMap { ReviewFilter(rawValue: $0) } ?? .all
        let found = try await content(desk, figures, visit, opened: opened)
        let version = registry.catalogue.version(of: desk.form, in: month)
        let unit = link(desk.unit, on: month.lastDay, registry)
        let state = filter == .all ? [] : [Address.Pair("state", filter.rawValue)]
        let page = ReviewPage(
            frame: visit.frame(pairs(query, registry) + state), unit: unit,
            ancestors: ancestors(of: desk.unit, on: month.lastDay, registry), form: desk.form,
            month: month, neighbours: neighbours(of: month, desk.unit, registry),
            today: today, deadline: registry.deadline(desk.form, of: desk.unit, for: month),
            legalBasis: version?.legalBasis ?? "", forms: forms(desk.form, visit),
            reports: ReportTally(figures.aggregates[0].totals.reports), content: found.content,
            filter: filter, mayReview: desk.mayReview, closing: closing(desk),
            panel: found.panel, outcome: outcome(desk, visit),
            reminder: found.lines.isEmpty
                ? nil
                : roll(desk, visit).reminder(
                    from: unit, to: found.lines, title: title(of: desk.form, Wording(.vietnamese)),
                    origin: visit.request.origin.description),
            fault: fault)
        return Visit.page(ReviewView(page).html, status: status)
    }

    func roll(_ desk: ReviewDesk, _ visit: Visit) -> ReviewRoll {
        ReviewRoll(
            routes: self, form: desk.form, month: desk.month, registry: desk.registry,
            wording: visit.wording)
    }

    /// The month before this one, or the nearest to it in which the unit existed.
    func dueMonth(of unit: OrgUnit.Number, _ registry: Registry) -> Month {
        registry.units[unit].presence.nearest(to: today.month - 1) ?? today.month - 1
    }

    /// The months beside one that have begun and to which the unit belongs.
    func neighbours(of month: Month, _ unit: OrgUnit.Number, _ registry: Registry) -> [Month] {
        [month - 1, month + 1].filter {
            $0 <= today.month && registry.units[unit].presence.contains($0)
        }
    }

    /// Without `period`, the one that is due.
    func month(of unit: OrgUnit.Number, _ visit: Visit) throws(Refusal) -> Month {
        guard let code = visit.request.query["period"] else {
            return dueMonth(of: unit, visit.registry)
        }
        guard let month = Month(code: code) else {
            throw .badParameter(
                "period", messageVI: "Phải là một tháng, như 2024-01.",
                messageEN: "Must be a month, such as 2024-01.")
        }
        return month
    }

    // MARK: Reports

    private struct Found {
        let content: ReviewPage.Content
        var lines: [ReviewLine] = []
        var panel: ReviewPanel?
    }

    /// Each report for someone close to the stations; for a province with districts, and for
    /// more than one person can follow, the units below.
    private func content(
        _ desk: ReviewDesk, _ figures: Figures, _ visit: Visit, opened: String?
    ) async throws(Refusal) -> Found {
        let tree = desk.registry.units.tree(of: desk.month)
        let units = reporters(desk.form, below: desk.unit, desk.month, desk.registry)
        let isFar = units.count > Self.linesMax || isAboveDistricts(desk, units, tree)
        guard !isFar else {
            return Found(content: .summary(try await below(desk, figures, units, tree)))
        }
        let roll = roll(desk, visit)
        let close = (opened ?? visit.request.query["open"]).flatMap {
            desk.registry.units.number(ofID: $0)
        }
        let more = close == nil ? [] : [desk.month - 1, desk.month - 12]
        let summaries = try await asked { () throws(StoreError) in
            let own = try await store.summaries(of: units, form: desk.form, months: roll.months)
            guard let close, !more.isEmpty, units.contains(close) else { return own }
            return own.merging(
                try await store.summaries(of: [close], form: desk.form, months: more)
            ) { first, _ in first }
        }
        let lines = units.map { roll.line(of: $0, summaries) }
        return Found(
            content: .units(lines), lines: lines,
            panel: close.flatMap { units.contains($0) ? roll.panel($0, summaries) : nil })
    }

    /// The units at and below one that report a form for a month.
    func reporters(
        _ form: String, below unit: OrgUnit.Number, _ month: Month, _ registry: Registry
    ) -> [OrgUnit.Number] {
        registry.units.tree(of: month).subtree(of: unit).filter {
            registry.expectsReport(form, of: $0, for: month)
        }
    }

    /// Whether other people stand between this unit and the stations.
    private func isAboveDistricts(
        _ desk: ReviewDesk, _ units: [OrgUnit.Number], _ tree: UnitTree
    ) -> Bool {
        let direct = Set(tree.children(of: desk.unit)).union([desk.unit])
        let state = desk.registry.units[desk.unit].state(on: desk.month.lastDay)
        return state?.level == .province && !units.isEmpty
            && !units.contains { direct.contains($0) }
    }

    private func below(
        _ desk: ReviewDesk, _ figures: Figures, _ units: [OrgUnit.Number], _ tree: UnitTree
    ) async throws(Refusal) -> [ReviewBelow] {
        let registry = desk.registry
        let summaries = try await asked { () throws(StoreError) in
            units.count > Self.statesMax
                ? [:] : try await store.summaries(of: units, form: desk.form, months: [desk.month])
        }
        let isCounted = units.count <= Self.statesMax
        return figures.aggregates.dropFirst().map { child in
            let own = Set(tree.subtree(of: child.unit))
            let states = units.filter(own.contains).map { unit in
                state(
                    of: unit, desk.form, desk.month,
                    summaries[ReportKey(form: desk.form, unit: unit, month: desk.month)], registry)
            }
            return ReviewBelow(
                unit: link(child.unit, on: desk.month.lastDay, registry),
                reports: ReportTally(child.totals.reports),
                states: isCounted ? states.reduce(into: [:]) { $0[$1, default: 0] += 1 } : nil)
        }
    }

    // MARK: The month

    /// What keeps the unit's month as it is: its own closing, or that of a unit above.
    func closing(_ desk: ReviewDesk) -> MonthClosing? {
        let key = ReportKey(form: desk.form, unit: desk.unit, month: desk.month)
        guard let closing = store.closings.closing(of: key, in: desk.registry) else { return nil }
        return MonthClosing(
            unit: link(closing.unit, on: desk.month.lastDay, desk.registry),
            isOwn: closing.unit == desk.unit, by: closing.closedBy, at: closing.closedAt,
            reason: closing.reason)
    }
}
