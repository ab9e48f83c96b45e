/// A text of papers and files, in both languages side by side: short labels that belong together,
/// and that nobody but the exports uses.
enum FileText: CaseIterable, Hashable, Sendable {
    case resultsTitle, resultsLede, plainText, papers, openPaper
    case unitID, unit, level, period, boundaries, seq, made, form, legalBasis
    case kind, indicator, element, code, label, section, row, count
    case value, numerator, denominator, per, low, high
    case targetSign, target, targetYear, met, units, months, reports, blank, notApplicable
    case estimated, yes, no
    case expected, received, onTime, late, accepted, empty, missing, missingMonths, state
    case receivedAt, revision, warnings, unexplained, deadline, month, absence
    case about, indicators, elements, definitions, below, monthly, completeness, eachUnit, review
    case series, findings, finding, total, formula, definition, direction, noteRates, noteNames

    // A table of pairs, each on its line; shorter functions would only cut it.
    var pair: (vietnamese: String, english: String) {
        switch self {
        case .resultsTitle: ("Kết quả thực hiện", "Results")
        case .resultsLede:
            (
                "Phần kết quả của kế hoạch, viết từ số liệu báo cáo: sao chép và dán được ngay.",
                "The results part of a plan, written from the reports: ready to copy and paste."
            )
        case .plainText: ("Văn bản (.txt)", "Text (.txt)")
        case .papers: ("Văn bản", "Papers")
        case .openPaper: ("Biểu tổng hợp", "Summary form")
        case .unitID: ("Mã đơn vị", "Unit code")
        case .unit: ("Đơn vị", "Unit")
        case .level: ("Cấp", "Level")
        case .period: ("Kỳ", "Period")
        case .boundaries: ("Ranh giới", "Boundaries")
        case .seq: ("Số thứ tự sổ", "Journal seq")
        case .made: ("Ngày lập", "Made on")
        case .form: ("Biểu", "Form")
        case .legalBasis: ("Căn cứ", "Legal basis")
        case .kind: ("Loại", "Kind")
        case .indicator: ("Chỉ số", "Indicator")
        case .element: ("Số liệu", "Count")
        case .code: ("Mã", "Code")
        case .label: ("Tên", "Name")
        case .section: ("Phần", "Section")
        case .row: ("Dòng", "Row")
        case .count: ("Số lượng", "Number")
        case .value: ("Giá trị", "Value")
        case .numerator: ("Tử số n", "Numerator n")
        case .denominator: ("Mẫu số N", "Denominator N")
        case .per: ("Tính trên", "Per")
        case .low: ("Cận dưới 95 %", "95 % low")
        case .high: ("Cận trên 95 %", "95 % high")
        case .targetSign: ("Dấu chỉ tiêu", "Target sign")
        case .target: ("Chỉ tiêu", "Target")
        case .targetYear: ("Năm chỉ tiêu", "Target year")
        case .met: ("Đạt", "Met")
        case .units: ("Số đơn vị", "Units")
        case .months: ("Số tháng", "Months")
        case .reports: ("Số báo cáo", "Reports")
        case .blank: ("Báo cáo bỏ trống", "Left blank")
        case .notApplicable: ("Không áp dụng", "Not applicable")
        case .estimated: ("Ước tính", "Estimated")
        case .yes: ("có", "yes")
        case .no: ("không", "no")
        case .expected: ("Phải gửi", "Expected")
        case .received: ("Đã nhận", "Received")
        case .onTime: ("Đúng hạn", "On time")
        case .late: ("Muộn", "Late")
        case .accepted: ("Đã duyệt", "Accepted")
        case .empty: ("Trống", "Empty")
        case .missing: ("Còn thiếu", "Missing")
        case .missingMonths: ("Các tháng thiếu", "Months missing")
        case .state: ("Trạng thái", "State")
        case .receivedAt: ("Nhận lúc", "Received at")
        case .revision: ("Bản", "Revision")
        case .warnings: ("Cảnh báo", "Warnings")
        case .unexplained: ("Chưa giải thích", "Unexplained")
        case .deadline: ("Hạn", "Due")
        case .month: ("Tháng", "Month")
        case .absence: ("Lý do trống", "Why empty")
        case .about: ("Thông tin", "About")
        case .indicators: ("Chỉ số", "Indicators")
        case .elements: ("Số liệu", "Counts")
        case .definitions: ("Định nghĩa", "Definitions")
        case .below: ("Đơn vị cấp dưới", "Units below")
        case .monthly: ("Từng tháng", "Months")
        case .completeness: ("Đầy đủ", "Completeness")
        case .eachUnit: ("Từng đơn vị báo cáo", "Reporting units")
        case .review: ("Rà soát", "Review")
        case .series: ("Chuỗi", "Series")
        case .findings: ("Chất lượng số liệu", "Data quality")
        case .finding: ("Điều cần xem", "Finding")
        case .total: ("Tổng", "Total")
        case .formula: ("Công thức", "Formula")
        case .definition: ("Định nghĩa", "Definition")
        case .direction: ("Chiều tốt", "Better when")
        case .noteRates:
            (
                "Tỷ lệ chia một lần từ các tổng: n × hệ số / N; không lấy trung bình các tỷ lệ.",
                "A rate is divided once from sums: n × factor / N; rates are never averaged."
            )
        case .noteNames:
            (
                "Ô trống: không có số liệu; số 0 là số 0 đã báo cáo.",
                "An empty cell: no data; a 0 is a reported zero."
            )
        }
    }
}

extension Wording {
    func say(_ text: FileText) -> String {
        let pair = text.pair
        return language == .vietnamese ? pair.vietnamese : pair.english
    }
}
