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

/// The order of Vietnamese dictionaries.
extension VietnameseText {
    /// Compares as the texts are listed: by letters (a ă â b c d đ e ê …), numbers by their size;
    /// only where these are the same by tones; and only then by the texts themselves, so that
    /// the order is always the same.
    public struct CollationKey: Hashable, Comparable, Sendable {
        private let letters: [UInt32]
        private let tones: [UInt8]
        private let text: String

        fileprivate init(letters: [UInt32], tones: [UInt8], text: String) {
            self.letters = letters
            self.tones = tones
            self.text = text
        }

        public static func < (a: CollationKey, b: CollationKey) -> Bool {
            if a.letters != b.letters { return a.letters.lexicographicallyPrecedes(b.letters) }
            if a.tones != b.tones { return a.tones.lexicographicallyPrecedes(b.tones) }
            return a.text < b.text
        }
    }

    public static func collationKey(_ text: String) -> CollationKey {
        var letters: [UInt32] = []
        var tones: [UInt8] = []
        var isInNumber = false
        for scalar in text.lowercased().unicodeScalars {
            if let last = tones.indices.last, let tone = toneMarks.firstIndex(of: scalar) {
                tones[last] = UInt8(tone + 1)
                continue
            }
            if let last = letters.last, let shaped = shapes[scalar]?[last] {
                letters[letters.count - 1] = shaped
                continue
            }
            if ("0"..."9").contains(scalar) {
                append(scalar.value - 48, isInNumber: isInNumber, to: &letters, &tones)
                isInNumber = true
                continue
            }
            isInNumber = false
            let (letter, tone) = ranks[scalar] ?? (rank(of: scalar), 0)
            letters.append(letter)
            tones.append(tone)
        }
        return CollationKey(letters: letters, tones: tones, text: text)
    }

    /// A number is the place of digits, then its size.
    private static func append(
        _ digit: UInt32, isInNumber: Bool, to letters: inout [UInt32], _ tones: inout [UInt8]
    ) {
        if isInNumber, let size = letters.popLast() {
            let (longer, isTooLong) = size.multipliedReportingOverflow(by: 10)
            let (number, isTooLarge) = longer.addingReportingOverflow(digit)
            letters.append(isTooLong || isTooLarge ? .max : number)
        } else {
            letters += [Unicode.Scalar("0").value, digit]
            tones += [0, 0]
        }
    }

    /// What is no letter stands before all letters if it is ASCII, and behind them if not.
    private static func rank(of scalar: Unicode.Scalar) -> UInt32 {
        scalar.isASCII ? scalar.value : 1_000 + scalar.value
    }

    /// The letters in order, each with its tones in order: level, falling, asking, tumbling,
    /// rising, heavy.
    private static let alphabet = [
        "aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "b", "c", "d", "đ", "eèẻẽéẹ", "êềểễếệ", "f", "g", "h",
        "iìỉĩíị", "j", "k", "l", "m", "n", "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "p", "q", "r", "s", "t",
        "uùủũúụ", "ưừửữứự", "v", "w", "x", "yỳỷỹýỵ", "z",
    ]

    private static let ranks: [Unicode.Scalar: (letter: UInt32, tone: UInt8)] = {
        var ranks: [Unicode.Scalar: (letter: UInt32, tone: UInt8)] = [:]
        for (place, letters) in alphabet.enumerated() {
            for (tone, letter) in letters.unicodeScalars.enumerated() {
                ranks[letter] = (UInt32(200 + place), UInt8(tone))
            }
        }
        return ranks
    }()

    /// The marks of decomposed text: tones in the order of the alphabet's, from the falling one.
    private static let toneMarks: [Unicode.Scalar] = [
        "\u{300}", "\u{309}", "\u{303}", "\u{301}", "\u{323}",
    ]

    /// And those that make another letter: breve, circumflex, horn.
    private static let shapes: [Unicode.Scalar: [UInt32: UInt32]] = {
        let pairs: [(Unicode.Scalar, [(Unicode.Scalar, Unicode.Scalar)])] = [
            ("\u{306}", [("a", "ă")]), ("\u{302}", [("a", "â"), ("e", "ê"), ("o", "ô")]),
            ("\u{31B}", [("o", "ơ"), ("u", "ư")]),
        ]
        var shapes: [Unicode.Scalar: [UInt32: UInt32]] = [:]
        for (mark, letters) in pairs {
            for (plain, shaped) in letters {
                guard let from = ranks[plain], let to = ranks[shaped] else { continue }
                shapes[mark, default: [:]][from.letter] = to.letter
            }
        }
        return shapes
    }()
}
