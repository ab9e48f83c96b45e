import Reporting

extension ResultsWriter {
    var infections: [Paragraph] {
        let exams = events("gyn_exams", "tổng số lượt khám phụ khoa", "gynaecological examinations")
        let cures = events("gyn_treatments", "số lượt điều trị phụ khoa", "treatments")
        return sentence([exams, cures], by: ", ").map {
            [Paragraph(.plain, inPeriod + ", " + $0)]
        } ?? []
    }

    /// `Trong năm 2023`, `In 2023`.
    private var inPeriod: String { during.prefix(1).uppercased() + during.dropFirst() }

    /// `tổng số lượt khám phụ khoa là 4.641 lượt người`.
    private func events(_ code: String, _ vietnamese: String, _ english: String) -> String? {
        guard let known = figures.count(code) else { return nil }
        guard let amount = known else { return say(vietnamese, english) + ": " + noData }
        return say(
            "\(vietnamese) là \(counted(amount, .visit))", "\(english): \(number(amount))")
            + countChange(code, amount, .visit)
    }

    var adolescents: [Paragraph] {
        let population = population.map { [Paragraph(.plain, $0)] } ?? []
        return population
            + list(
                .dash,
                [
                    count(
                        "adolescent_counselled", "Số vị thành niên được tư vấn trực tiếp",
                        "Adolescents counselled in person", .visit),
                    count(
                        "adolescent_services", "Số vị thành niên tiếp cận dịch vụ y tế",
                        "Adolescents using health services", .visit),
                    count(
                        "pregnant_new_adolescent", "Số vị thành niên có thai",
                        "Pregnant adolescents", .person),
                    births,
                ])
    }

    private var population: String? {
        guard let known = figures.count("adolescents_total") else { return nil }
        let head = say("Tổng số vị thành niên (từ 10-19 tuổi)", "Adolescents aged 10-19")
        guard let total = known else { return "\(head): \(noData)." }
        let all = say("\(head) là \(counted(total, .person)).", "\(head): \(number(total)).")
        guard case .some(.some(let boys)) = figures.count("adolescents_male"),
            case .some(.some(let girls)) = figures.count("adolescents_female")
        else { return all }
        return all
            + say(
                " Trong đó, vị thành niên nam là \(counted(boys, .person)), vị thành niên nữ là "
                    + "\(counted(girls, .person)).",
                " Of these, \(number(boys)) male and \(number(girls)) female.")
    }

    private var births: String? {
        guard
            let text = count(
                "deliveries_adolescent", "Số vị thành niên đẻ", "Adolescents delivered", .person)
        else { return nil }
        guard case .some(.some(let amount)) = figures.count("deliveries_adolescent"), amount > 0
        else { return text }
        let parts = [
            rateOfAdolescents(
                "adolescent_managed_rate", "số vị thành niên đẻ được quản lý thai",
                "with managed pregnancy"),
            rateOfAdolescents(
                "adolescent_facility_rate", "số vị thành niên đẻ tại cơ sở y tế", "in a facility"),
        ].compactMap { $0 }
        guard !parts.isEmpty else { return text }
        return text + say("; trong đó ", "; ") + parts.joined(separator: say(", ", "; "))
    }

    private func rateOfAdolescents(
        _ code: String, _ vietnamese: String, _ english: String
    ) -> String? {
        guard let figure = figures.figure(code) else { return nil }
        guard let rate = Rate(figure), let value = wording.proseValue(rate) else {
            return say(vietnamese, english) + ": " + noData
        }
        return say(
            "\(vietnamese) là \(fraction(rate, .person)), đạt \(value)",
            "\(english): \(fraction(rate, .person)), or \(value)") + standing(figure, rate)
    }

    var activities: [Paragraph] {
        let course = Noun("lớp", "course", "courses")
        return list(
            .dash,
            [
                training(course), sessions,
                count(
                    "comm_campaigns",
                    "Chiến dịch truyền thông lồng ghép cung cấp dịch vụ chăm sóc sức khỏe sinh sản - "
                        + "kế hoạch hóa gia đình",
                    "Communication campaigns with reproductive health services",
                    Noun("chiến dịch", "campaign", "campaigns")),
                count(
                    "supervision_visits", "Giám sát hỗ trợ chuyên môn", "Supportive supervision",
                    Noun("đợt", "round", "rounds")),
                count(
                    "premarital_consultations",
                    "Tư vấn, khám sức khỏe trước khi kết hôn", "Premarital consultations", .visit),
            ])
    }

    private func training(_ course: Noun) -> String? {
        let staff = figures.count("training_commune_staff")
        let village = figures.count("training_village_workers")
        guard staff != nil || village != nil else { return nil }
        let parts = [
            (staff, "cho cán bộ làm công tác sức khỏe sinh sản tuyến xã", "for commune staff"),
            (village, "cho nhân viên y tế thôn bản", "for village health workers"),
        ].compactMap { known, vietnamese, english -> String? in
            guard let amount = known ?? nil else { return nil }
            return say(
                counted(amount, course) + " tập huấn " + vietnamese,
                counted(amount, course) + " " + english)
        }
        guard !parts.isEmpty else { return say("Tập huấn: ", "Training: ") + noData }
        return say("Tổ chức ", "Training: ") + parts.joined(separator: say(" và ", " and "))
    }

    private var sessions: String? {
        guard let known = figures.count("comm_sessions") else { return nil }
        let attendance = figures.count("comm_attendance") ?? nil
        guard let amount = known else {
            return say("Truyền thông trực tiếp: ", "Communication sessions: ") + noData
        }
        let head = say(
            "Tổ chức \(counted(amount, Noun("buổi", "", ""))) truyền thông trực tiếp",
            counted(amount, Noun("", "communication session", "communication sessions")))
        guard let attendance else { return head }
        return head
            + say(
                " thu hút được \(wording.proseCount(attendance)) lượt người tham gia",
                ", attended by \(number(attendance))")
    }
}
