public import Reporting

/// What a password must be: long, and none that is tried first. Length alone is asked for, no
/// mixture of signs, as NIST SP 800-63B §5.1.1.2 advises.
public enum PasswordPolicy {
    public static let characterCountMin = 10
    /// A longer one is no password; it bounds what is digested.
    public static let octetCountMax = 1_000

    /// Why a password may not be used; nil if it may.
    public static func finding(
        _ password: String, name: String, pointer: String = "/password"
    ) -> Finding? {
        guard password.utf8.count <= octetCountMax else {
            return Finding(
                pointer: pointer,
                messageVI: "Mật khẩu dài nhất \(octetCountMax) byte.",
                messageEN: "A password has at most \(octetCountMax) octets.")
        }
        guard password.count >= characterCountMin else {
            return Finding(
                pointer: pointer,
                messageVI: "Mật khẩu phải có ít nhất \(characterCountMin) ký tự.",
                messageEN: "A password needs at least \(characterCountMin) characters.")
        }
        let plain = VietnameseText.folded(password).filter { !$0.isWhitespace }
        guard plain != PersonName.key(name) else {
            return Finding(
                pointer: pointer, messageVI: "Mật khẩu không được là tên đăng nhập.",
                messageEN: "The password must not be the sign-in name.")
        }
        guard !common.contains(plain), Set(plain).count > 2 else {
            return Finding(
                pointer: pointer,
                messageVI: "Mật khẩu này quá dễ đoán; hãy ghép vài từ không liên quan nhau.",
                messageEN: "This password is among the first that are guessed; join a few "
                    + "unrelated words.")
        }
        return nil
    }

    /// Of what is long enough, what leaked lists have most often, and what comes to mind here.
    private static let common: Set<String> = [
        "0123456789", "01234567890", "0987654321", "09876543210", "1029384756", "11223344556",
        "1122334455", "12121212", "1231231234", "123123123123", "1234512345", "123456123456",
        "1234567890", "12345678901", "12345678910", "123456789012", "1234567891011",
        "1234567890a", "123456789a", "123456789abc", "123456789q", "1234567899", "1234qwerasdf",
        "1q2w3e4r5t", "1q2w3e4r5t6y", "1qaz2wsx3edc", "1qazxsw23edc", "9876543210", "987654321a",
        "a123456789", "aa123456789", "abc1234567", "abc123456789", "abcd123456", "abcde12345",
        "abcdef1234", "abcdefghij", "abcdefghijkl", "admin@1234", "admin12345", "admin123456",
        "administrator", "anhyeuem123", "anhyeuemnhieu", "asdfghjkl1", "asdfghjkl;", "babygirl123",
        "chaomung123", "changeme123", "emyeuanh123", "football123", "hanoi123456", "iloveyou123",
        "iloveyou12", "khongbiet123", "khongbietnua", "matkhau123", "matkhau1234", "matkhau12345",
        "matkhau@123", "matkhaumoi", "mebe123456", "mebe12345678", "ngaymoi123", "p@ssw0rd123",
        "passw0rd123", "password01", "password12", "password123", "password1234", "password12345",
        "password@123", "princess123", "q1w2e3r4t5", "q1w2e3r4t5y6", "qazwsxedcrfv", "qwer123456",
        "qwerasdfzxcv", "qwerty1234", "qwerty12345", "qwerty123456", "qwertyuiop",
        "qwertyuiop1", "qwertyuiop[]", "sunshine123", "tramyte123", "tramyte1234", "tramytexa123",
        "trungtamyte", "vietnam123", "vietnam1234", "vietnam@123", "welcome123", "welcome1234",
        "xinchao123", "yeuemnhieu", "yte123456789", "zaq12wsxcde3", "zxcvbnm123",
    ]
}
