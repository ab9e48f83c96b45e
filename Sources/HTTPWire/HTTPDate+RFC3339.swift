extension HTTPDate {
    /// A time as logs write it, `1994-11-06T08:49:37`, in UTC and to be followed by a fraction
    /// and `Z` (RFC 3339 §5.6).
    public static func rfc3339(epochSeconds: Int64) -> String {
        let seconds = min(max(epochSeconds, earliest), latest)
        let day = seconds.daysSinceEpoch
        let second = Int(seconds - day * 86_400)
        let date = CivilDate(daysSinceEpoch: Int(day))
        return padded(date.year, to: 4) + "-" + padded(date.month) + "-" + padded(date.day) + "T"
            + padded(second / 3600) + ":" + padded(second / 60 % 60) + ":" + padded(second % 60)
    }
}
