/// A text of papers and files, in both languages side by side: short labels that belong together,
/// and that nobody but the exports uses.
enum FileText: CaseIterable, Hashable, Sendable {
    case resultsTitle, resultsLede, plainText, papers, openPaper

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
        }
    }
}

extension Wording {
    func say(_ text: FileText) -> String {
        let pair = text.pair
        return language == .vietnamese ? pair.vietnamese : pair.english
    }
}
