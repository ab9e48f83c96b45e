/// Vietnamese words without their marks, so that `bac quang` finds «Bắc Quang».
public enum VietnameseText {
    /// Lower case, and each letter without its marks; `đ` becomes `d`.
    public static func folded(_ text: String) -> String {
        String(String.UnicodeScalarView(text.lowercased().unicodeScalars.compactMap(base)))
    }

    private static func base(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        if scalar.isASCII { return scalar }
        // Marks of decomposed text stand behind their letter.
        if scalar.properties.generalCategory == .nonspacingMark { return nil }
        return bases[scalar] ?? scalar
    }

    private static let bases: [Unicode.Scalar: Unicode.Scalar] = {
        let families: [(Unicode.Scalar, String)] = [
            ("a", "àáảãạăằắẳẵặâầấẩẫậ"), ("e", "èéẻẽẹêềếểễệ"), ("i", "ìíỉĩị"),
            ("o", "òóỏõọôồốổỗộơờớởỡợ"), ("u", "ùúủũụưừứửữự"), ("y", "ỳýỷỹỵ"), ("d", "đ"),
        ]
        var bases: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (base, letters) in families {
            for letter in letters.unicodeScalars { bases[letter] = base }
        }
        return bases
    }()
}
