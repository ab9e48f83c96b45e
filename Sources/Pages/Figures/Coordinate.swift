/// Numbers as SVG attributes hold them: at most one decimal, none when whole.
enum Coordinate {
    static func text(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let size = tenths.magnitude
        return size % 10 == 0 ? sign + String(size / 10) : sign + "\(size / 10).\(size % 10)"
    }
}
