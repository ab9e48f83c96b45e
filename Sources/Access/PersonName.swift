import Reporting

/// The name that somebody signs in with.
enum PersonName {
    static let lengthMin = 2
    static let lengthMax = 64
    static let fullNameLengthMax = 120

    /// What two names have in common that nobody can tell apart when they are dictated.
    static func key(_ name: String) -> String {
        VietnameseText.folded(name.composed)
    }

    static func finding(_ name: String) -> Finding? {
        let isFine =
            (lengthMin...lengthMax).contains(name.count)
            && name.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || $0.properties.generalCategory == .decimalNumber
                    || $0.properties.generalCategory == .nonspacingMark
                    || ".-_@".contains(
                        Character($0))
            } && name != "." && name != ".."
        if isFine { return nil }
        return Finding(
            pointer: "/name",
            messageVI: "Tên đăng nhập gồm \(lengthMin)–\(lengthMax) chữ, số hoặc . - _ @, "
                + "không có dấu cách.",
            messageEN:
                "A sign-in name has \(lengthMin) to \(lengthMax) letters, digits or . - _ @, "
                + "and no blanks.")
    }

    static func finding(fullName: String) -> Finding? {
        guard fullName.count > fullNameLengthMax || fullName.hasControls else { return nil }
        return Finding(
            pointer: "/full_name",
            messageVI: "Họ tên dài nhất \(fullNameLengthMax) ký tự, trên một dòng.",
            messageEN: "A full name has at most \(fullNameLengthMax) characters, on one line.")
    }
}

extension String {
    /// Whether it holds control characters, such as line ends.
    var hasControls: Bool {
        unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
