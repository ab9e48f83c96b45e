import Reporting

/// The clauses that all sections are made of.
extension ResultsWriter {
    /// What a unit of count is called: in Vietnamese one word, in English one and many.
    struct Noun {
        let vietnamese: String
        let one: String
        let many: String

        init(_ vietnamese: String, _ one: String, _ many: String) {
            self.vietnamese = vietnamese
            self.one = one
            self.many = many
        }

        static let person = Noun("người", "person", "people")
        static let woman = Noun("phụ nữ", "woman", "women")
        static let child = Noun("trẻ", "child", "children")
        static let event = Noun("ca", "case", "cases")
        static let visit = Noun("lượt người", "visit", "visits")
        static let couple = Noun("cặp", "couple", "couples")
    }

    /// `16 ca`, `1 case`.
    func counted(_ amount: Amount, _ noun: Noun) -> String {
        say(
            wording.proseCount(amount) + " " + noun.vietnamese,
            wording.count(amount) + " " + (amount == 1 ? noun.one : noun.many))
    }

    /// `Triệt sản: 09 người, tăng 02 người so với năm 2022`; nil where no form has it.
    func count(
        _ code: String, _ vietnamese: String, _ english: String, _ noun: Noun
    ) -> String? {
        guard let known = figures.count(code) else { return nil }
        let head = say(vietnamese, english) + ": "
        guard let amount = known else { return head + noData }
        return head + counted(amount, noun) + countChange(code, amount, noun)
    }

    /// How a number of events has moved since the year before.
    func countChange(_ code: String, _ amount: Amount, _ noun: Noun) -> String {
        guard let before = figures.earlierCount(code) else { return "" }
        if before == amount {
            return say(", bằng \(earlier)", ", as many as in \(earlier)")
        }
        let size = counted(amount > before ? amount - before : before - amount, noun)
        return amount > before
            ? say(", tăng \(size) so với \(earlier)", ", \(size) more than in \(earlier)")
            : say(", giảm \(size) so với \(earlier)", ", \(size) fewer than in \(earlier)")
    }

    /// `Tỷ lệ … đạt 85% (1.336/1.572 phụ nữ), đạt chỉ tiêu năm 2024 (≥ 80%)`; nil where the
    /// catalogue has no such indicator.
    func rate(
        _ code: String, _ vietnamese: String, _ english: String, _ noun: Noun,
        verb: (String, String) = ("đạt", "was")
    ) -> String? {
        guard let figure = figures.figure(code) else { return nil }
        guard let rate = Rate(figure), let value = wording.proseValue(rate) else {
            return say("\(vietnamese): ", "\(english): ") + noData
        }
        return say("\(vietnamese) \(verb.0) \(value)", "\(english) \(verb.1) \(value)")
            + " (" + fraction(rate, noun) + ")" + standing(figure, rate)
    }

    /// `chiếm 4,9%`, with target and change; empty where it cannot be divided.
    func share(_ code: String, _ verb: (String, String) = ("chiếm", "or")) -> String {
        guard let figure = figures.figure(code), let rate = Rate(figure),
            let value = wording.proseValue(rate)
        else { return "" }
        return say(", \(verb.0) \(value)", ", \(verb.1) \(value)") + standing(figure, rate)
    }

    func fraction(_ rate: Rate, _ noun: Noun) -> String {
        guard let denominator = rate.denominator else { return counted(rate.numerator, noun) }
        return say(
            "\(number(rate.numerator))/\(number(denominator)) \(noun.vietnamese)",
            "\(number(rate.numerator)) of \(number(denominator)) \(noun.many)")
    }

    /// Target and change of a rate.
    func standing(_ figure: IndicatorFigure, _ rate: Rate) -> String {
        (figures.target(figure).map { targetClause($0, rate, figure) } ?? "")
            + change(figure.indicator.code, rate)
    }

    func targetClause(_ target: TargetLine, _ rate: Rate, _ figure: IndicatorFigure) -> String {
        guard let met = target.met else { return "" }
        let goal = wording.proseGoal(target, rate.unit)
        let plan = say(
            "chỉ tiêu năm \(target.year) (\(goal))", "target for \(target.year) (\(goal))")
        if met { return say(", đạt \(plan)", ", meeting the \(plan)") }
        if target.isOnTrack == true {
            return say(", đúng tiến độ \(plan)", ", on track for the \(plan)")
        }
        return say(", chưa đạt \(plan)", ", missing the \(plan)") + gap(target, figure)
    }

    private func gap(_ target: TargetLine, _ figure: IndicatorFigure) -> String {
        guard let element = figure.indicator.numerator.first, target.gap != nil else { return "" }
        let noun = figures.catalogue.elements[element].unit
        let text = wording.gap(target, noun)
        return ", " + text.prefix(1).lowercased() + text.dropFirst()
    }

    /// How a rate has moved since the year before, in its own unit.
    func change(_ code: String, _ rate: Rate) -> String {
        guard let before = figures.earlierRate(code), let now = rate.value,
            let then = before.value, let text = wording.proseValue(before)
        else { return "" }
        guard let size = wording.signed(now - then) else {
            return say(", tương đương \(earlier) (\(text))", ", as in \(earlier) (\(text))")
        }
        let unit = rate.unit == .percent ? say(" điểm phần trăm", " points") : ""
        let moved = String(size.dropFirst()) + unit
        return now > then
            ? say(
                ", tăng \(moved) so với \(earlier) (\(text))",
                ", up \(moved) from \(earlier) (\(text))")
            : say(
                ", giảm \(moved) so với \(earlier) (\(text))",
                ", down \(moved) from \(earlier) (\(text))")
    }
}
