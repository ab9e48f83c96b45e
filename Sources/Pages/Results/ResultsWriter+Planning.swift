import Reporting

extension ResultsWriter {
    var planning: [Paragraph] {
        let users = [couples, newUsers].compactMap { $0 }
        let methods = self.methods
        let said = users.joined(separator: say("; trong đó ", "; "))
        let head = said.isEmpty ? [] : [Paragraph(.dash, said + (methods.isEmpty ? "." : ";"))]
        let intro = methods.isEmpty ? [] : [Paragraph(.plain, say("Trong đó:", "Of these:"))]
        return head + intro + methods + abortions
    }

    private var couples: String? {
        guard let figure = figures.figure("modern_contraception_rate") else { return nil }
        let head = say(
            "Tổng số cặp vợ chồng áp dụng biện pháp tránh thai hiện đại",
            "Couples using modern contraception")
        guard let rate = Rate(figure), let value = wording.proseValue(rate) else {
            return head + ": " + noData
        }
        return say(head + " là ", head + ": ") + fraction(rate, .couple)
            + say(", đạt \(value)", ", or \(value)") + standing(figure, rate)
    }

    private var newUsers: String? {
        guard let known = figures.count("fp_new_total") else { return nil }
        let head = say(
            "số người áp dụng biện pháp tránh thai mới \(during)", "new users \(during)")
        guard let amount = known else { return head + ": " + noData }
        guard let figure = figures.figure("new_users_plan_rate"), let rate = Rate(figure),
            let value = wording.proseValue(rate)
        else { return say(head + " là ", head + ": ") + counted(amount, .person) }
        return say(head + " là ", head + ": ") + fraction(rate, .person)
            + say(", đạt \(value) kế hoạch", ", or \(value) of the plan")
            + standing(figure, rate)
    }

    private var methods: [Paragraph] {
        list(
            .plus,
            [
                count("fp_new_sterilisation", "Triệt sản", "Sterilisation", .person),
                count(
                    "fp_new_iud", "Dụng cụ tử cung (đặt vòng)", "Intrauterine device", .person),
                count(
                    "fp_new_injectable", "Thuốc tiêm tránh thai", "Injectable contraceptive",
                    .person),
                count("fp_new_implant", "Thuốc cấy tránh thai", "Implant", .person),
                count("fp_new_pill", "Thuốc uống tránh thai", "Contraceptive pill", .person),
                count("fp_new_condom", "Bao cao su", "Condom", .person),
                otherMethods,
            ])
    }

    /// Left out where there are none: the plans name no such line.
    private var otherMethods: String? {
        if case .some(.some(0)) = figures.count("fp_new_other") { return nil }
        return count("fp_new_other", "Biện pháp khác", "Other methods", .person)
    }

    private var abortions: [Paragraph] {
        let failure = count(
            "abortions_method_failure",
            "Phá thai an toàn (do sử dụng biện pháp tránh thai lâm sàng thất bại)",
            "Safe abortions after failure of a clinical method", .event)
        let total = count("abortions_total", "tổng số phá thai", "all abortions", .event)
        let harm = zeroOr(
            figures.count("complication_abortion_cases"),
            ("tai biến do phá thai", "complications of abortion"),
            ("không xảy ra tai biến", "no complications"))
        return sentence([failure, total, harm]).map { [Paragraph(.dash, $0)] } ?? []
    }
}
