import Reporting

extension ResultsWriter {
    var children: [Paragraph] {
        let births = sentence([liveBirths, weighed], by: ", ")
        let weights = sentence([lowWeight, highWeight])
        let first =
            [births, weights.map { say("Trong đó: ", "Among them: ") + $0 }].compactMap { $0 }
        return (first.isEmpty ? [] : [Paragraph(.dash, first.joined(separator: " "))])
            + list(
                .dash,
                [
                    rate(
                        "vitk1_rate", "Tỷ lệ trẻ sơ sinh được tiêm vitamin K1 ngay sau khi đẻ",
                        "The share of newborns given vitamin K1 at birth", .child),
                    rate(
                        "breastfed_1h_rate", "Tỷ lệ trẻ được bú mẹ trong giờ đầu sau sinh",
                        "The share of newborns breastfed within the first hour", .child),
                    rate(
                        "eenc_rate",
                        "Tỷ lệ trẻ sơ sinh được chăm sóc thiết yếu sớm trong và ngay sau đẻ",
                        "The share of newborns given early essential care", .child),
                    screened,
                ]) + deaths
    }

    private var liveBirths: String? {
        guard let known = figures.count("live_births") else { return nil }
        let head = say("Tổng số trẻ đẻ ra sống \(during)", "Live births \(during)")
        guard let amount = known else { return head + ": " + noData }
        return say("\(head) là \(counted(amount, .child))", "\(head): \(number(amount))") + sexes
            + countChange("live_births", amount, .child)
    }

    private var sexes: String {
        guard case .some(.some(let boys)) = figures.count("live_births_male"),
            case .some(.some(let girls)) = figures.count("live_births_female")
        else { return "" }
        return say(
            " (nam \(number(boys)), nữ \(number(girls)))",
            " (\(number(boys)) boys, \(number(girls)) girls)")
    }

    private var weighed: String? {
        guard let known = figures.count("newborn_weighed") else { return nil }
        guard let amount = known else {
            return say("số trẻ được cân: ", "newborns weighed: ") + noData
        }
        return say(
            "số trẻ được cân \(counted(amount, .child))", "of whom \(number(amount)) weighed")
    }

    private var lowWeight: String? {
        part(
            "newborn_lt2500", "low_birth_weight_rate", "số trẻ nhẹ cân dưới 2.500 gram",
            "below 2,500 grams")
    }

    private var highWeight: String? {
        part(
            "newborn_gt4000", "high_birth_weight_rate",
            "trẻ sơ sinh có cân nặng trên 4.000 gram", "above 4,000 grams")
    }

    private func part(
        _ code: String, _ indicator: String, _ vietnamese: String, _ english: String
    ) -> String? {
        guard let known = figures.count(code) else { return nil }
        let head = say(vietnamese, english)
        guard let amount = known else { return head + ": " + noData }
        return head + " " + counted(amount, .child) + share(indicator)
    }

    private var screened: String? {
        guard let known = figures.count("newborn_screened") else { return nil }
        let head = say(
            "Số trẻ được sàng lọc sơ sinh bằng phương pháp lấy máu gót chân",
            "Newborns screened by heel prick")
        guard let amount = known else { return head + ": " + noData }
        return say(head + " là ", head + ": ") + counted(amount, .child)
            + share("newborn_screening_rate", ("đạt", "or"))
    }

    /// Deaths of children with their rates; one paragraph, since they nest.
    private var deaths: [Paragraph] {
        let clauses = [
            ("deaths_lt28d", "neonatal_mortality_rate", "dưới 28 ngày tuổi", "below 28 days"),
            ("deaths_lt1y", "infant_mortality_rate", "dưới 1 tuổi", "below one year"),
            ("deaths_lt5y", "under5_mortality_rate", "dưới 5 tuổi", "below five years"),
        ].compactMap { code, indicator, vietnamese, english -> String? in
            guard let known = figures.count(code) else { return nil }
            let head = say(vietnamese, english)
            guard let amount = known else { return head + ": " + noData }
            return head + " " + counted(amount, .child) + share(indicator, ("tỷ suất", "or"))
        }
        let stunted = rate(
            "stunting_rate", "Tỷ lệ trẻ dưới 5 tuổi suy dinh dưỡng thể thấp còi",
            "The share of children under five who are stunted", .child, verb: ("là", "was"))
        let text = sentence(clauses).map { say("Tử vong trẻ em: ", "Deaths of children: ") + $0 }
        return [text, stunted.map { $0 + "." }].compactMap { $0 }.map { Paragraph(.dash, $0) }
    }
}
