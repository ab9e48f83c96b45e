/// The columns of the district and province forms, in the circular's order; the first number is
/// 3, after the place and the name of the unit.
extension UnitSheet {
    private static func one(_ vi: String, _ en: String, _ elements: String...) -> Group {
        Group(
            titleVI: "", titleEN: "",
            columns: [Column(labelVI: vi, labelEN: en, elements: elements)])
    }

    static let mothers = UnitSheet(
        code: "4", titleVI: "Hoạt động chăm sóc bà mẹ", titleEN: "Maternal care",
        groups: [
            one("PN có thai", "Pregnant", "pregnant_new"),
            one("Trđ: VTN", "Adolescents", "pregnant_new_adolescent"),
            one("Lượt khám thai", "Antenatal visits", "anc_visits"),
            one("Lượt XN protein niệu", "Urine protein tests", "anc_visits_urine_protein"),
            one("PN đẻ", "Delivered", "deliveries_total"),
            Group(
                titleVI: "Trong số đẻ", titleEN: "Of those delivered",
                columns: [
                    Column("VTN", "Adolescents", "deliveries_adolescent"),
                    Column("Khám thai ≥4 lần/3 thời kỳ", "4+ visits", "deliveries_anc4"),
                    Column(
                        "XN viêm gan B", "Hepatitis B test", "deliveries_hbv_test_pregnancy",
                        "deliveries_hbv_test_labour"),
                    Column(
                        "XN giang mai", "Syphilis test", "deliveries_syphilis_test_pregnancy",
                        "deliveries_syphilis_test_labour"),
                    Column(
                        "XN HIV", "HIV test", "deliveries_hiv_test_pregnancy",
                        "deliveries_hiv_test_labour"),
                    Column("HIV (+)", "HIV positive", "deliveries_hiv_confirmed"),
                    Column("Điều trị ARV", "On ARV"),
                    Column("XN đường huyết", "Glucose test", "deliveries_glucose_test"),
                    Column("FX/GH", "Forceps or vacuum", "deliveries_forceps_vacuum"),
                    Column("Mổ đẻ", "Caesarean", "deliveries_caesarean"),
                    Column("CB có kỹ năng đỡ", "Skilled attendant", "deliveries_skilled"),
                ]),
            one("Giấy chứng sinh", "Birth certificates", "birth_certificates_issued"),
            Group(
                titleVI: "Chăm sóc sau sinh", titleEN: "Postnatal care",
                columns: [
                    Column("Tuần đầu", "First week", "postnatal_week1"),
                    Column("Tuần 2 đến hết 6", "Weeks 2 to 6", "postnatal_week2_6"),
                ]),
            one(
                "TV mẹ được thẩm định", "Maternal deaths reviewed", "maternal_deaths_reviewed"),
        ])

    static let complications = UnitSheet(
        code: "5", titleVI: "Tình hình mắc và tử vong do tai biến sản khoa",
        titleEN: "Obstetric complications and deaths",
        groups: [
            pair("Tổng số", "All", "complications"),
            pair("Băng huyết", "Haemorrhage", "complication_haemorrhage"),
            pair("Sản giật", "Eclampsia", "complication_eclampsia"),
            pair("Uốn ván sơ sinh", "Neonatal tetanus", "complication_neonatal_tetanus"),
            pair("Vỡ tử cung", "Uterine rupture", "complication_uterine_rupture"),
            pair("Nhiễm trùng sau đẻ", "Infection", "complication_infection"),
            pair("Tai biến do phá thai", "Abortion", "complication_abortion"),
            pair("Tai biến khác", "Other", "complication_other"),
        ])

    private static func pair(_ vi: String, _ en: String, _ stem: String) -> Group {
        Group(
            titleVI: vi, titleEN: en,
            columns: [
                Column("Mắc", "Cases", stem + "_cases"), Column("TV", "Deaths", stem + "_deaths"),
            ])
    }

    static let gynaecology = UnitSheet(
        code: "6", titleVI: "Khám, chữa phụ khoa và sàng lọc ung thư cổ tử cung",
        titleEN: "Gynaecology and cervical cancer screening",
        groups: [
            one("Lượt khám phụ khoa", "Examinations", "gyn_exams"),
            one("Lượt điều trị phụ khoa", "Treatments", "gyn_treatments"),
            one("Giang mai", "Syphilis"), one("Lậu", "Gonorrhoea"),
            one("Đốt điện, áp lạnh", "Cautery, cryotherapy"), one("LEEP", "LEEP"),
            one("Khoét chóp", "Conisation"),
            Group(
                titleVI: "VIA/VILI", titleEN: "VIA/VILI",
                columns: [
                    Column("Lượt", "Done", "gyn_via_vili"),
                    Column("Dương tính", "Positive", "gyn_via_positive"),
                    Column("Nghi ngờ K", "Suspected", "gyn_via_suspected"),
                ]),
            Group(
                titleVI: "Tế bào học", titleEN: "Cytology",
                columns: [
                    Column("Lượt", "Sent", "gyn_cytology_sent"), Column("Bất thường", "Abnormal"),
                ]),
            Group(
                titleVI: "HPV", titleEN: "HPV",
                columns: [Column("Lượt", "Sent", "gyn_hpv_sent"), Column("Dương tính", "Positive")]),
        ])

    static let planning = UnitSheet(
        code: "7", titleVI: "Kế hoạch hóa gia đình và phá thai",
        titleEN: "Family planning and abortion",
        groups: [
            one("Tổng số người mới thực hiện BPTT", "New users", "fp_new_total"),
            Group(
                titleVI: "Trong đó", titleEN: "Of these",
                columns: [
                    Column("DCTC", "IUD", "fp_new_iud"),
                    Column("Thuốc tiêm", "Injectable", "fp_new_injectable"),
                    Column("Thuốc cấy", "Implant", "fp_new_implant"),
                    Column("Triệt sản", "Sterilisation", "fp_new_sterilisation"),
                    Column("Trđ: nam", "Male", "fp_new_sterilisation_male"),
                    Column(
                        "Khác (thuốc viên, bao cao su, khác)", "Other (pill, condom, other)",
                        "fp_new_pill", "fp_new_condom", "fp_new_other"),
                ]),
            one("Tổng số phá thai", "Abortions", "abortions_total"),
            Group(
                titleVI: "Trong đó", titleEN: "Of these",
                columns: [
                    Column("≤7 tuần", "≤7 weeks", "abortions_le7w"),
                    Column(">7 đến ≤12 tuần", "8 to 12 weeks", "abortions_8_12w"),
                    Column(">12 tuần", ">12 weeks", "abortions_gt12w"),
                    Column("VTN", "Adolescents", "abortions_adolescent"),
                ]),
        ])

    static let children = UnitSheet(
        code: "8", titleVI: "Tình hình sức khỏe trẻ em", titleEN: "Child health",
        groups: [
            one("Trẻ đẻ ra sống", "Live births", "live_births"),
            one("Trđ: nữ", "Girls", "live_births_female"),
            one("EENC", "EENC", "newborn_eenc"),
            one("Đẻ non", "Preterm", "newborn_preterm"),
            one("Ngạt", "Asphyxia", "newborn_asphyxia"),
            one("Được cân", "Weighed", "newborn_weighed"),
            one("<2500 g", "<2500 g", "newborn_lt2500"),
            one(">4000 g", ">4000 g", "newborn_gt4000"),
            one("Vitamin K1", "Vitamin K1", "newborn_vitk1"),
            one("Sàng lọc sơ sinh", "Screened", "newborn_screened"),
            one("Mẹ HIV (+)", "HIV-exposed", "newborn_hiv_exposed"),
            one("TV thai nhi (từ 22 tuần đến khi đẻ)", "Fetal deaths ≥22 weeks", "stillbirths_22w"),
        ])
}
