extension HTTPDate {
    /// The time that `text` names, in any of the three formats a recipient has to understand
    /// (RFC 9110 §5.6.7), or nil. The day's name must be one, but need not be the right one.
    ///
    /// - Parameter now: the present time; a two-digit year that would lie more than fifty years
    ///   ahead of it is meant for the century before.
    public static func parse(_ text: String, now: Int64) -> Int64? {
        var scanner = DateScanner(text)
        return scanner.imfFixdate() ?? scanner.rfc850(now: now) ?? scanner.asctime()
    }
}
