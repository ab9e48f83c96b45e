import Access

/// `limit=` and `cursor=`, the same for every list.
extension APIRoutes {
    /// Items that a client may ask for at once.
    static let perPageMax = 20_000

    /// - Parameter usual: how many where nothing is asked for.
    func limit(
        _ text: String?, usual: Int, max: Int = perPageMax
    ) throws(Refusal) -> Int {
        guard let text else { return usual }
        guard let limit = Int(text), (1...max).contains(limit) else {
            throw .badParameter(
                "limit", messageVI: "Phải từ 1 đến \(max).",
                messageEN: "Must be from 1 to \(max).")
        }
        return limit
    }

    /// Where to go on; 0 at the beginning.
    func cursor(_ text: String?) throws(Refusal) -> Int {
        guard let text else { return 0 }
        guard let start = Int(text), start >= 0 else {
            throw .badParameter(
                "cursor", messageVI: "Phải là giá trị «next» của trang trước.",
                messageEN: "Must be the 'next' of the page before.")
        }
        return start
    }
}
