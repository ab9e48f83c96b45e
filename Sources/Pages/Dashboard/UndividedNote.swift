/// Why the rows of a table add to less than its total: units that were divided without anybody
/// knowing how count from the unit above their parts on upwards, and in no row.
struct UndividedNote {
    let wording: Wording
    let units: [UnitReading]

    var body: HTML {
        guard !units.isEmpty else { return .empty }
        let text = wording.say(.rowsAddToLess, ["n": wording.count(units.count)])
        return """
            <p class="by undivided">\(text) \(UnitNames(wording: wording, units: units).html).</p>
            """
    }
}
