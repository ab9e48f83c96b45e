import ArgumentParser
import Reporting
import Storage

/// `mebe unit merge|split|move|rename|open|close|join|leave|undo|list-changes`.
struct UnitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unit",
        abstract: "Thay đổi đơn vị theo ngày / change units by date.",
        discussion: """
            Each change is shown before it is made: what becomes of reports, forms, access, areas \
            and sums. It takes effect on its day by date alone, and can be undone until then. \
            On a terminal one is asked; elsewhere --yes makes it and --preview only shows it.
            """,
        subcommands: [
            Merge.self, Split.self, Move.self, Rename.self, Open.self, Close.self, Join.self,
            Leave.self, Undo.self, ListChanges.self,
        ])
}

/// What every change takes.
struct UnitChangeOptions: ParsableArguments {
    @OptionGroup var data: DataOptions
    @OptionGroup var consent: ConsentOptions

    @Option(help: "Ngày hiệu lực / first day, such as 2027-01-01", transform: UnitArguments.day)
    var date: Day

    @Option(help: "Căn cứ, như số nghị quyết / why, such as the resolution")
    var reason: String = ""

    @Flag(help: "Ngày đã qua: sửa các tổng đã có / a past day, changing sums that exist")
    var backdated = false

    func make(_ action: UnitChange.Action) throws {
        let change = UnitChange(
            action, effective: date, reason: reason, isBackdated: backdated)
        try consent.ask(
            { .changeUnits(change, $0) }, in: data.folder)
    }
}

/// How new units are described.
struct NewUnitOptions: ParsableArguments {
    @Option(help: "Tên đơn vị mới / the new unit's name; without it, the unit exists")
    var name: String?

    @Option(help: "Loại, như xã, phường / its kind, such as xã")
    var kind: String?

    @Option(help: "Mã GSO / its GSO code")
    var code: String = ""

    @Option(help: "Đơn vị cha / the unit above")
    var parent: String?

    func subject(_ id: String, level: OrgUnitLevel? = nil) -> UnitChange.Subject {
        UnitChange.Subject(
            id: id, name: name, level: level, kind: kind, code: code, parent: parent)
    }
}

enum UnitArguments {
    static func day(_ text: String) throws -> Day {
        guard let day = Day(iso: text) else {
            throw ValidationError("write a day as 2027-01-01")
        }
        return day
    }

    /// `ID`, `ID=share`, and for a new unit `ID:name` or `ID:name=share`.
    static func part(_ text: String) throws -> UnitChange.Part {
        let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let words = sides[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let share = sides.count == 2 ? Decimal(sides[1]) : nil
        guard !words[0].isEmpty, sides.count == 1 || share != nil else {
            throw ValidationError("write a part as ID, ID=0.4, ID:Name or ID:Name=0.4")
        }
        let name = words.count == 2 ? String(words[1]) : nil
        return UnitChange.Part(
            into: UnitChange.Subject(id: String(words[0]), name: name), share: share)
    }
}

extension UnitCommand {
    struct Merge: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sáp nhập đơn vị / merge units into a new one (--name) or one that exists.")

        @OptionGroup var change: UnitChangeOptions
        @OptionGroup var new: NewUnitOptions
        @Argument(help: "Các đơn vị / the units' ids") var units: [String]
        @Option(help: "Mã đơn vị nhận / the id that they go into") var into: String

        func run() throws {
            try change.make(.merge(units: units, into: new.subject(into)))
        }
    }

    struct Split: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Chia đơn vị / split a unit.",
            discussion: """
                A part is ID, ID=0.4 with its published share of the people, or ID:Name for a \
                new unit, which gets the split one's kind and parent. A part that is the unit \
                itself (ID=0.6) says that it goes on existing with that share, as --keep does \
                without one.
                """)

        @OptionGroup var change: UnitChangeOptions
        @Argument(help: "Đơn vị / the unit's id") var unit: String
        @Option(help: "Một phần / a part", transform: UnitArguments.part) var part:
            [UnitChange.Part]
        @Flag(help: "Đơn vị vẫn còn / the unit goes on existing") var keep = false

        func run() throws {
            try change.make(.split(unit: unit, parts: part, isKept: keep))
        }
    }

    struct Move: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Chuyển đơn vị sang đơn vị cha khác / move a unit below another one.")

        @OptionGroup var change: UnitChangeOptions
        @Argument(help: "Đơn vị / the unit's id") var unit: String
        @Option(help: "Đơn vị cha mới / the new unit above") var parent: String

        func run() throws { try change.make(.move(unit: unit, parent: parent)) }
    }

    struct Rename: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Đổi tên, loại, mã GSO / change a unit's name, kind or GSO code.")

        @OptionGroup var change: UnitChangeOptions
        @Argument(help: "Đơn vị / the unit's id") var unit: String
        @Option(help: "Tên mới / the new name") var name: String?
        @Option(help: "Loại mới / the new kind") var kind: String?
        @Option(help: "Mã GSO mới / the new GSO code") var code: String?

        func run() throws {
            try change.make(.rename(unit: unit, name: name, kind: kind, code: code))
        }
    }

    struct Open: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lập đơn vị mới / open a new unit.")

        @OptionGroup var change: UnitChangeOptions
        @OptionGroup var new: NewUnitOptions
        @Argument(help: "Mã đơn vị mới / the new unit's id") var unit: String
        @Option(help: "province, district, commune, station_point, hospital, clinic, area …")
        var level: String

        func run() throws {
            try change.make(
                .open(new.subject(unit, level: OrgUnitLevel(rawValue: level))))
        }
    }

    struct Close: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Giải thể đơn vị / close a unit.")

        @OptionGroup var change: UnitChangeOptions
        @Argument(help: "Đơn vị / the unit's id") var unit: String

        func run() throws { try change.make(.close(unit: unit)) }
    }

    struct Join: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Đưa đơn vị vào khu vực / make a unit a member of an area.")

        @OptionGroup var change: UnitChangeOptions
        @Argument(help: "Đơn vị / the unit's id") var unit: String
        @Option(help: "Khu vực / the area's id") var area: String
        @Flag(help: "Chỉ một phần, nêu bên cạnh tổng / in part, beside the sums") var part = false

        func run() throws {
            try change.make(.join(unit: unit, area: area, kind: part ? .part : .whole))
        }
    }

    struct Leave: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Đưa đơn vị ra khỏi khu vực / let a unit leave an area.")

        @OptionGroup var change: UnitChangeOptions
        @Argument(help: "Đơn vị / the unit's id") var unit: String
        @Option(help: "Khu vực / the area's id") var area: String

        func run() throws { try change.make(.leave(unit: unit, area: area)) }
    }

    struct Undo: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hủy thay đổi chưa đến ngày / undo a change before its day.")

        @OptionGroup var data: DataOptions
        @OptionGroup var consent: ConsentOptions
        @Argument(help: "Số của thay đổi / the change's number") var number: Int

        func run() throws {
            try consent.ask(
                { .undoUnitChange(number, $0) }, in: data.folder)
        }
    }

    struct ListChanges: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list-changes",
            abstract: "Liệt kê các thay đổi / list all changes, the latest first.")

        @OptionGroup var data: DataOptions

        func run() throws {
            let reply = try Administration.perform(.listUnitChanges, in: data.folder).values()
            for line in reply.lines { print(line) }
        }
    }
}
