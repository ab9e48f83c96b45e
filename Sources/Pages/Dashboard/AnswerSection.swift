import Access
import Reporting

/// The answer first: what a person would say aloud about this unit and period, then its proof.
struct AnswerSection {
    let page: Dashboard

    private var wording: Wording { page.wording }

    var body: HTML {
        """
        <section aria-labelledby=answer><header><h2 id=answer>\(sentence)</h2>\
        <span class="small dim">\(planNote)</span></header>\
        <div class=facts>\(targetFact)\(reportFact)\(remarkFact)</div>\
        \(if: hasGoalCards, goalCards)</section>
        """
    }

    private var hasGoalCards: Bool { page.reports.received > 0 && !page.goals.isEmpty }

    private var met: Int { count(.met, .justMet) }
    private var missed: Int { count(.missed, .justMissed, .offTrack) }
    private var onTrack: Int { count(.onTrack) }
    private var unknown: Int { count(.unknown) }

    private func count(_ wanted: TargetLine.Standing...) -> Int {
        page.goals.count { line in
            line.target.map { wanted.contains($0.standing(line.rate)) } ?? false
        }
    }

    private var close: Int {
        page.goals.count { $0.target?.standing($0.rate).mark == .near }
    }

    private var sentence: String {
        if page.reports.received == 0 {
            let key: TextKey = page.reports.expected == 0 ? .answerNothingDue : .answerNoReports
            return wording.say(key, ["expected": wording.count(page.reports.expected)])
        }
        guard !page.goals.isEmpty else {
            return wording.say(
                .answerNoTargets,
                [
                    "received": wording.count(page.reports.received),
                    "expected": wording.count(page.reports.expected),
                ])
        }
        return targetSentence + closeClause
    }

    private var targetSentence: String {
        let total = page.goals.count
        let numbers: KeyValuePairs = [
            "met": wording.count(met), "total": wording.count(total), "plan": plan,
        ]
        if met == total { return wording.say(.answerAllMet, numbers) }
        if unknown == total { return wording.say(.answerAllUnknown, numbers) }
        return ([wording.say(.answerSomeMet, numbers)] + otherParts).joined(separator: ", ")
    }

    /// What is not met, so that the parts add up to all targets.
    private var otherParts: [String] {
        let parts: [(Int, TextKey)] = [
            (missed, .clauseMissed), (onTrack, .clauseOnTrack), (unknown, .clauseUnknown),
        ]
        return parts.filter { $0.0 > 0 }.map { wording.say($0.1, ["n": wording.count($0.0)]) }
    }

    /// The plan's year, said in the sentence when it is not the year shown.
    private var plan: String {
        let years = Set(page.goals.compactMap { $0.target?.year }).sorted()
        guard years != [page.period.year], !years.isEmpty else { return "" }
        return wording.say(.answerPlan, ["y": years.map { String($0) }.joined(separator: ", ")])
    }

    private var closeClause: String {
        guard close > 0 else { return "" }
        return "; " + wording.say(.clauseOfTheseClose, ["n": wording.count(close)])
    }

    /// Which plan the targets come from, told apart when it is another year's.
    private var planNote: String {
        let years = Set(page.goals.compactMap { $0.target?.year }).sorted()
        guard let last = years.last else { return "" }
        let list = years.map { String($0) }.joined(separator: ", ")
        return wording.say(last == page.period.year ? .planYear : .planOtherYear, ["y": list])
    }

    private var targetFact: HTML {
        guard hasGoalCards else { return .empty }
        return """
            <div><h3>\(wording.say(.factTargets))</h3>\
            <p class=big>\(wording.count(met))/\(wording.count(page.goals.count))</p>\(bits)\
            <p class=small>\(clauses([
                (Amount(missed), .clauseMissed), (Amount(onTrack), .clauseOnTrack),
                (Amount(unknown), .clauseUnknown), (Amount(close), .clauseOfTheseClose),
            ], orElse: .clauseNoneMissed))</p></div>
            """
    }

    /// A bar for each target; the tint repeats what the words beside it say.
    private var bits: HTML {
        let width = 1_000 / page.goals.count
        let order: [TargetLine.Standing] = [
            .met, .justMet, .onTrack, .justMissed, .offTrack, .missed, .unknown,
        ]
        let standings = page.goals.compactMap { $0.target?.standing($0.rate) }
            .sorted { (order.firstIndex(of: $0) ?? 0) < (order.firstIndex(of: $1) ?? 0) }
        let bars: [HTML] = standings.enumerated().map { index, standing in
            """
            <rect class="b-\(standing.mark.rawValue)" x=\(index * width) width=\(width - 8) \
            height=10 />
            """
        }
        return """
            <svg class=bits viewBox="0 0 1000 10" preserveAspectRatio=none aria-hidden=true>\
            \(bars)</svg>
            """
    }

    private var reportFact: HTML {
        let tally = page.reports
        return """
            <div><h3>\(wording.say(.factReports))</h3>\
            <p class=big>\(wording.count(tally.received))/\(wording.count(tally.expected)) \
            <small>\(tally.percent(tally.received, wording))</small></p>\(reportBar)\
            <p class=small>\(clauses([
                (tally.onTime, .clauseOnTime), (tally.late, .clauseLate),
                (tally.outstanding, .clauseOutstanding), (tally.accepted, .clauseAccepted),
            ], orElse: .clauseNothingDue)) \(reviewLink)</p></div>
            """
    }

    /// Who has reported and what looks odd, for those who may know it.
    private var reviewLink: HTML {
        guard page.frame.viewer != nil, tellsUnits else { return .empty }
        let whole = elsewhere("completeness")
        let isMissing = page.reports.outstanding > 0
        let list = isMissing ? whole.at("missing") : whole
        return """
            <a href="\(list.text)">\(wording.say(isMissing ? .whoIsMissing : .whoReported))</a>\
            \(qualityLink)
            """
    }

    /// Another page about the same.
    private func elsewhere(_ place: String) -> Address {
        Address(place, page.unit.id, query: page.address.query).with("indicator", nil)
    }

    /// Below a unit that reports itself there is nobody to tell of.
    private var tellsUnits: Bool {
        switch page.below {
        case .units(let lines), .monthsAndUnits(_, let lines): !lines.isEmpty
        case .months, .hidden: false
        }
    }

    private var isCurrent: Bool { page.boundaries.reading == .current }

    private var qualityLink: HTML {
        guard page.period.kind == .month, !isCurrent, page.reports.received > 0,
            page.unitsExpected <= FigureDesk.qualityUnitsMax
        else {
            return .empty
        }
        return " · <a href=\"\(elsewhere("quality").text)\">\(wording.say(.qualityTitle))</a>"
    }

    /// The parts that are not 0, as one sentence.
    private func clauses(_ parts: [(Amount, TextKey)], orElse nothing: TextKey) -> String {
        let texts = parts.filter { $0.0 > 0 }.map {
            wording.say($0.1, ["n": wording.count($0.0)])
        }
        return texts.isEmpty ? wording.say(nothing) : texts.joined(separator: ", ") + "."
    }

    private var reportBar: HTML {
        let tally = page.reports
        guard tally.expected > 0 else { return .empty }
        let onTime = Int(tally.onTime.double * 1_000 / tally.expected.double)
        let received = Int(tally.received.double * 1_000 / tally.expected.double)
        return """
            <svg class=bits viewBox="0 0 1000 10" preserveAspectRatio=none aria-hidden=true>\
            <rect class=b-unknown width=1000 height=10 />\
            <rect class=b-near width=\(received) height=10 />\
            <rect class=b-met width=\(onTime) height=10 /></svg>
            """
    }

    private var remarkFact: HTML {
        let remarks = page.remarks + Remarks(page: page).sentences
        guard !remarks.isEmpty else { return .empty }
        let items: [HTML] = remarks.map { "<li>\($0)</li>" }
        return """
            <div><h3>\(wording.say(.factRemarks))</h3><ul class=checks>\(items)</ul></div>
            """
    }

    private var goalCards: HTML {
        let cards = page.goals.map { GoalCard(page: page, line: $0).body }
        return "<div class=goals>\(cards)</div>\(FigureKey(wording: wording).body)"
    }
}
