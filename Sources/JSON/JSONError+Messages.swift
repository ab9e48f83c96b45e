extension JSONError: CustomStringConvertible {
    /// “Line 3, column 7: …” in English. It repeats nothing of the text.
    public var description: String { "Line \(line), column \(column): \(kind.message)" }

    /// The same in Vietnamese.
    public var descriptionVI: String { "Dòng \(line), cột \(column): \(kind.messageVI)" }
}

extension JSONError.Kind {
    /// One English sentence.
    public var message: String {
        switch self {
        case .documentTooLong: "The document is too long."
        case .byteOrderMark: "The document begins with a byte order mark."
        case .unexpectedEnd: "The document ends too early."
        case .expectedValue: "A value is expected here."
        case .expectedKey: "A key in double quotes is expected here."
        case .expectedColon: "A colon is expected behind the key."
        case .expectedCommaOrBracket: "A comma or a closing bracket is expected here."
        case .expectedCommaOrBrace: "A comma or a closing brace is expected here."
        case .trailingComma: "There must be no comma behind the last item."
        case .trailingBytes: "Something stands behind the end of the document."
        case .depthExceeded: "Arrays and objects are nested too deeply."
        case .duplicateKey: "This key occurs twice in the same object."
        case .malformedNumber: "This is not a number as JSON writes it."
        case .numberOutOfRange: "This number is too large or has too many digits."
        case .malformedEscape: "Behind the backslash stands no valid escape."
        case .loneSurrogate: "This \\u escape is half of a surrogate pair."
        case .controlCharacter: "A control character in a string must be escaped."
        case .invalidUTF8: "This is not valid UTF-8."
        }
    }

    /// One Vietnamese sentence.
    public var messageVI: String {
        switch self {
        case .documentTooLong: "Tài liệu quá dài."
        case .byteOrderMark: "Tài liệu bắt đầu bằng dấu thứ tự byte (BOM)."
        case .unexpectedEnd: "Tài liệu kết thúc quá sớm."
        case .expectedValue: "Ở đây cần một giá trị."
        case .expectedKey: "Ở đây cần một khóa trong dấu ngoặc kép."
        case .expectedColon: "Sau khóa cần dấu hai chấm."
        case .expectedCommaOrBracket: "Ở đây cần dấu phẩy hoặc dấu ngoặc vuông đóng."
        case .expectedCommaOrBrace: "Ở đây cần dấu phẩy hoặc dấu ngoặc nhọn đóng."
        case .trailingComma: "Không được có dấu phẩy sau mục cuối cùng."
        case .trailingBytes: "Có nội dung thừa sau khi tài liệu kết thúc."
        case .depthExceeded: "Các mảng và đối tượng lồng nhau quá sâu."
        case .duplicateKey: "Khóa này xuất hiện hai lần trong cùng một đối tượng."
        case .malformedNumber: "Đây không phải là số theo cách viết của JSON."
        case .numberOutOfRange: "Số này quá lớn hoặc có quá nhiều chữ số."
        case .malformedEscape: "Sau dấu gạch chéo ngược không phải là ký hiệu hợp lệ."
        case .loneSurrogate: "Mã \\u này chỉ là một nửa của cặp thay thế."
        case .controlCharacter: "Ký tự điều khiển trong chuỗi phải được viết bằng mã thoát."
        case .invalidUTF8: "Đây không phải là UTF-8 hợp lệ."
        }
    }
}
