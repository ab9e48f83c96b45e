/// What is odd, as a sentence in each language, with the numbers that say so. The element and
/// its value stand beside it, or before it as `titled…` says them.
extension QualityFinding {
    public var sentenceVI: String {
        switch evidence {
        case .empty: "Báo cáo đã nhận nhưng không có số nào."
        case .rule(let sides, _, let isExplained):
            "\(sides.vietnamese)\(isExplained ? " Đơn vị đã giải thích." : "")"
        case .year(let sides, let months):
            "Cộng \(months) tháng gần đây cũng trái quy tắc. \(sides.vietnamese)"
        case .sums(let sides, let complete, let count):
            "Cộng các đơn vị thì trái quy tắc. \(sides.vietnamese) "
                + "Chỉ \(complete) trong \(count) báo cáo có đủ các số này."
        case .across(let sides):
            "Đặt các biểu cạnh nhau thì trái quy tắc. \(sides.vietnamese)"
        case .form(let form, let says):
            "Biểu «\(form.titleVI)» cùng tháng ghi \(vi(says))."
        case .copied(let month, let counts):
            "Mọi số phát sinh (\(counts) số khác 0) giống hệt tháng \(month.spoken): có thể đã "
                + "gửi lại báo cáo cũ."
        case .repeated(let months):
            "Giống nhau \(months) tháng liền; số phát sinh hiếm khi đứng yên."
        case .blank(let months, let last):
            "Không có số; \(months) báo cáo trước đều có, lần cuối \(vi(last))."
        case .blanks(let count, let months):
            "\(count) ô không có số mà \(months) báo cáo trước đều có: có thể gửi khi chưa xong."
        case .notApplicable(let months, let last):
            "Ghi «không áp dụng»; \(months) báo cáo trước đều có số, lần cuối \(vi(last))."
        case .notApplicables(let count, let months):
            "\(count) ô ghi «không áp dụng» mà \(months) báo cáo trước đều có số: trạm thôi dịch "
                + "vụ này?"
        case .zero(let spread): "\(spread.vietnamese)."
        case .outlier(let spread, let score):
            "\(spread.vietnamese), trung vị \(NumberText.vietnamese(spread.median)) "
                + "(z = \(NumberText.vietnamese(score)))."
        case .jump(let before, _): "Tháng trước là \(vi(before))."
        case .size(let count, let group, _):
            "Nhiều hơn cả nhóm đông nhất mà đơn vị ghi: «\(group)» \(vi(count))."
        case .heaped(let divisor, let count, let all, _):
            "\(count) trong \(all) số của 12 tháng chia hết cho \(divisor), thường chỉ khoảng "
                + "\(all / divisor): có thể đã làm tròn hoặc ước chừng."
        }
    }

    public var sentenceEN: String {
        switch evidence {
        case .empty: "The report was received without a single number."
        case .rule(let sides, _, let isExplained):
            "\(sides.english)\(isExplained ? " The unit explained it." : "")"
        case .year(let sides, let months):
            "The last \(months) months together break the rule too. \(sides.english)"
        case .sums(let sides, let complete, let count):
            "The sums over the units break the rule. \(sides.english) "
                + "Only \(complete) of \(count) reports have all of these numbers."
        case .across(let sides):
            "The forms side by side break the rule. \(sides.english)"
        case .form(let form, let says):
            "The form '\(form.titleEN)' of the same month says \(en(says))."
        case .copied(let month, let counts):
            "Every flow (\(counts) of them not 0) is as in \(month.spoken): an old report may "
                + "have been sent again."
        case .repeated(let months):
            "The same for \(months) months in a row; flows seldom stand still."
        case .blank(let months, let last):
            "No number; the \(months) reports before all had one, the last \(en(last))."
        case .blanks(let count, let months):
            "\(count) cells have no number where the \(months) reports before all had: it may "
                + "have been sent unfinished."
        case .notApplicable(let months, let last):
            "Said not to apply; the \(months) reports before all had a number, the last "
                + "\(en(last))."
        case .notApplicables(let count, let months):
            "\(count) cells say 'not applicable' where the \(months) reports before all had a "
                + "number: was the service given up?"
        case .zero(let spread): "\(spread.english)."
        case .outlier(let spread, let score):
            "\(spread.english), median \(NumberText.english(spread.median)) "
                + "(z = \(NumberText.english(score)))."
        case .jump(let before, _): "\(en(before)) the month before."
        case .size(let count, _, let group):
            "More than the largest group that the unit gives: '\(group)' \(en(count))."
        case .heaped(let divisor, let count, let all, _):
            "\(count) of \(all) numbers in 12 months are multiples of \(divisor), usually about "
                + "\(all / divisor): they may be rounded or guessed."
        }
    }

    /// The sentence with the element and its value: `«Số lượt khám thai» 740: …`.
    public func titledVI(_ element: DataElement?) -> String {
        guard let element else { return sentenceVI }
        return "«\(element.labelVI)»\(value.map { " " + vi($0) } ?? ""): \(sentenceVI)"
    }

    /// The same in English.
    public func titledEN(_ element: DataElement?) -> String {
        guard let element else { return sentenceEN }
        return "'\(element.labelEN)'\(value.map { " " + en($0) } ?? ""): \(sentenceEN)"
    }

    private func vi(_ number: Int64) -> String { NumberText.vietnamese(number) }
    private func en(_ number: Int64) -> String { NumberText.english(number) }
}

extension RuleSides {
    fileprivate var vietnamese: String {
        "\(messageVI) Ở đây \(NumberText.vietnamese(left)) so với \(NumberText.vietnamese(right))."
    }

    fileprivate var english: String {
        "\(messageEN) Here \(NumberText.english(left)) against \(NumberText.english(right))."
    }
}

extension RobustSpread {
    fileprivate var vietnamese: String {
        "\(count) báo cáo trước: từ \(NumberText.vietnamese(low)) "
            + "đến \(NumberText.vietnamese(high))"
    }

    fileprivate var english: String {
        "The \(count) reports before: \(NumberText.english(low)) to \(NumberText.english(high))"
    }
}

extension Month {
    /// `03/2024`, as people write a month in both languages here.
    fileprivate var spoken: String { Digits.padded(month, 2) + "/" + Digits.padded(year, 4) }
}
