public import Reporting

/// A country that administrators change: every kind of change, on random days in order, among
/// them many that must be refused.
public struct RandomChanges {
    public private(set) var book: UnitBook
    /// The changes that were taken, with what each one did.
    public private(set) var made: [(change: UnitChange, trace: UnitChangeTrace)] = []
    public private(set) var refusedCount = 0
    private var random: SeededRandom
    private var founded = 0

    public static let firstDay = day("2023-01-10")
    public static let lastDay = day("2025-12-20")

    public init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        book = UnitBook(Self.country.registry().units)
        var day = Self.firstDay
        while day < Self.lastDay {
            let change = UnitChange(action(), effective: day, isBackdated: true)
            attempt(change)
            day = day + (random.oneIn(3) ? 0 : Int.random(in: 5...60, using: &random))
        }
    }

    /// Station points and hospitals stand below communes; some of them report as well.
    private static let country: Country = {
        var country = Country()
        country.unit("VN", .nation)
        for province in 1...2 {
            country.unit("P\(province)", .province, in: "VN")
            for district in 1...2 {
                let name = "D\(province)\(district)"
                country.unit(name, .district, in: "P\(province)")
                for commune in 1...3 {
                    country.unit("C\(province)\(district)\(commune)", .commune, in: name)
                }
                country.unit("S\(province)\(district)", .stationPoint, in: name.replacedByCommune)
                country.unit("H\(province)\(district)", .hospital, in: name)
            }
        }
        country.unit("K1", .area, in: "P1")
        country.unit("K2", .area)
        for (member, area) in [
            ("C111", "K1"), ("C112", "K1"), ("D12", "K1"), ("C112", "K2"), ("C211", "K2"),
        ] { country.member(member, of: area) }
        country.member("C113", of: "K1", .part)
        return country
    }()

    /// The points report the communes' form, the hospitals do not.
    public static let catalogue = SampleForm.catalogue(
        assignments: ["S11", "S12", "S21", "S22"].map {
            FormAssignment(form: SampleForm.code, unitID: $0, validity: .always)
        })

    public func registry() -> Registry {
        Registry(units: book.orgUnits, catalogue: Self.catalogue, version: 1)
    }

    private mutating func attempt(_ change: UnitChange) {
        let before = book
        // Each change is made on its own day.
        let findings = book.apply(change, today: change.effective, isPreview: false)
        if findings.isEmpty {
            made.append((change, UnitChangeTrace(from: before, to: book)))
        } else {
            refusedCount += 1
        }
    }

    // MARK: What is asked for

    private mutating func action() -> UnitChange.Action {
        switch Int.random(in: 0..<12, using: &random) {
        case 0, 1: return .move(unit: anyID(), parent: anyID())
        case 2, 3:
            let units = [anyID("C"), anyID("C")]
            return .merge(
                units: units,
                into: random.oneIn(2)
                    ? new(parent: random.oneIn(2) ? anyID("D") : nil)
                    : UnitChange.Subject(id: anyID("C")))
        case 4: return .merge(units: [anyID("D")], into: UnitChange.Subject(id: anyID("D")))
        case 5: return split()
        case 6: return .rename(unit: anyID(), name: "Tên \(founded)", kind: nil, code: nil)
        case 7: return .close(unit: anyID())
        case 10:
            return .join(
                unit: anyID(), area: anyID("K"), kind: random.oneIn(2) ? .whole : .part)
        case 11: return .leave(unit: anyID("C"), area: anyID("K"))
        case 8:
            var subject = new(parent: anyID("D"))
            subject.level = .commune
            return .open(subject)
        default: return .move(unit: anyID("C"), parent: anyID("D"))
        }
    }

    private mutating func split() -> UnitChange.Action {
        let shares: [Decimal?] = [nil, Decimal(mantissa: 25, scale: 2), 0, 1]
        let parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in
            UnitChange.Part(
                into: random.oneIn(2) ? new(parent: nil) : UnitChange.Subject(id: anyID("C")),
                share: random.pick(shares) ?? nil)
        }
        return .split(unit: anyID("C"), parts: parts, isKept: random.oneIn(2))
    }

    private mutating func new(parent: String?) -> UnitChange.Subject {
        founded += 1
        return UnitChange.Subject(
            id: random.oneIn(10) ? anyID() : "CN\(founded)", name: "Xã \(founded)", kind: "xã",
            parent: parent)
    }

    private mutating func anyID(_ prefix: String = "") -> String {
        random.pick(book.units.map(\.id).filter { $0.hasPrefix(prefix) }) ?? "none"
    }
}

extension String {
    /// `D12` has the commune `C121`.
    fileprivate var replacedByCommune: String { "C" + dropFirst() + "1" }
}
