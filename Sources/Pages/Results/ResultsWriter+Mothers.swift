import Reporting

extension ResultsWriter {
    var mothers: [Paragraph] {
        list(
            .dash,
            [
                rate(
                    "managed_pregnancy_rate", "Tỷ lệ phụ nữ đẻ được quản lý thai nghén",
                    "The share of women delivered whose pregnancy was managed", .woman),
                rate(
                    "anc4_rate",
                    "Tỷ lệ phụ nữ đẻ được khám thai từ 4 lần trở lên trong 3 thời kỳ thai nghén",
                    "The share of women delivered with four or more antenatal visits", .woman),
                rate(
                    "skilled_delivery_rate",
                    "Tỷ lệ phụ nữ đẻ được cán bộ y tế đã qua đào tạo đỡ",
                    "The share of births attended by trained staff", .woman),
                rate(
                    "health_worker_delivery_rate", "Tỷ lệ phụ nữ đẻ được cán bộ y tế đỡ",
                    "The share of births attended by a health worker", .woman),
                rate(
                    "facility_delivery_rate", "Tỷ lệ phụ nữ đẻ ở cơ sở y tế",
                    "The share of births in a health facility", .woman),
                rate(
                    "postnatal_week1_rate",
                    "Tỷ lệ bà mẹ và trẻ sơ sinh được chăm sóc tuần đầu sau sinh",
                    "The share of mothers and newborns cared for in the first week", .woman),
                complications,
            ])
    }

    /// Complications and maternal deaths, in one clause where there was neither.
    private var complications: String? {
        let cases = figures.count("complications_cases")
        let deaths = figures.count("maternal_deaths")
        if case .some(.some(0)) = cases, case .some(.some(0)) = deaths {
            return say(
                "Không có tai biến sản khoa, không có tử vong mẹ",
                "There were no obstetric complications and no maternal deaths")
        }
        let clauses = [
            zeroOr(
                cases, ("Tai biến sản khoa", "Obstetric complications"),
                ("Không có tai biến sản khoa", "There were no obstetric complications")),
            zeroOr(
                deaths, ("tử vong mẹ", "maternal deaths"),
                ("không có tử vong mẹ", "there were no maternal deaths")),
        ].compactMap { $0 }
        guard !clauses.isEmpty else { return nil }
        let text = clauses.joined(separator: "; ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// A number of cases, or that there was none.
    func zeroOr(
        _ known: Amount??, _ label: (String, String), _ none: (String, String)
    ) -> String? {
        guard let known else { return nil }
        guard let amount = known else { return say(label.0, label.1) + ": " + noData }
        guard amount != 0 else { return say(none.0, none.1) }
        return say(label.0, label.1) + ": " + counted(amount, .event)
    }
}
