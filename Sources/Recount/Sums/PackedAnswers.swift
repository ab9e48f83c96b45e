import Reporting

/// What a report says of one element it asks for.
enum PlainAnswer: Equatable {
    case blank, notApplicable
    case count(Int64)
}

/// Answers as bytes: a number each, 0 blank, 1 not applicable, n + 2 the count n; seven bits a
/// byte, low ones first, the top bit set on all but the last.
struct PackedAnswers {
    let answers: [PlainAnswer]

    init(_ bytes: [UInt8]) {
        var answers: [PlainAnswer] = []
        var number: Int64 = 0
        var shift: Int64 = 0
        for byte in bytes {
            number |= Int64(byte & 127) << shift
            shift += 7
            // Longer than any count: the rest cannot be read.
            if shift > 35 { break }
            guard byte < 128 else { continue }
            answers.append(Self.answer(number))
            number = 0
            shift = 0
        }
        self.answers = answers
    }

    /// The same answers always have the same bytes: no number is longer than it must be, and
    /// blanks at the end are left out.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for answer in answers {
            var number = Self.number(answer)
            while number > 127 {
                bytes.append(UInt8(number & 127) | 128)
                number >>= 7
            }
            bytes.append(UInt8(number))
        }
        while bytes.last == 0 { bytes.removeLast() }
        return bytes
    }

    private static func number(_ answer: PlainAnswer) -> Int64 {
        switch answer {
        case .blank: 0
        case .notApplicable: 1
        case .count(let count): count + 2
        }
    }

    private static func answer(_ number: Int64) -> PlainAnswer {
        switch number {
        case 1: .notApplicable
        case 2...Int64(ReportValue.countMax) + 2: .count(number - 2)
        default: .blank
        }
    }
}
