import ArgumentParser
import Kernel
import Storage

/// `mebe import reports|org-units|org-unit-changes|catalogue`.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Nạp dữ liệu / import data.",
        subcommands: [
            ImportReports.self, OrgUnits.self, OrgUnitChanges.self, CatalogueFile.self,
        ])

    struct OrgUnits: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "org-units",
            abstract: "Nạp đơn vị, việc kế tục, khu vực / import units, successions, areas.",
            discussion: """
                UNITS.csv: id,gso_code,level,kind,name_vi,parent_id,valid_from,valid_to; a row a \
                state. SUCCESSIONS.csv: predecessor_id,successor_id,kind,share,effective_date. \
                MEMBERS.csv: area_id,member_id,valid_from,valid_to and optionally kind (whole, or \
                part: named beside the area's sums, never in them). A unit in the file gets \
                exactly the file's states, an area exactly the file's members; others stay as \
                they are. Districts that ended with June 2025 become areas by themselves.
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "UNITS.csv") var units: String
        @Argument(help: "SUCCESSIONS.csv") var successions: String
        @Argument(help: "MEMBERS.csv") var members: String?

        func run() throws {
            let request = AdminRequest.importOrgUnits(
                units: try StagedFile.copy(of: units, in: data.folder).path,
                successions: try StagedFile.copy(of: successions, in: data.folder).path,
                members: try members.map { try StagedFile.copy(of: $0, in: data.folder).path })
            defer { StagedFile.removeCopies(of: request) }
            let reply = try Administration.perform(request, in: data.folder).values()
            print("Đã nạp; \(reply["units"] ?? "") đơn vị / imported; units in all as shown")
        }
    }

    struct OrgUnitChanges: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "org-unit-changes",
            abstract: "Nạp các thay đổi đơn vị / import changes of units, all or none.",
            discussion: """
                Columns change (merge, split, move, rename, open, close, join, leave), \
                effective_date, unit_id and, as the change needs them, into_id, name, level, \
                kind, gso_code, parent_id, area_id, share, keeps, backdated, reason. Rows of one \
                merge or split follow one another. A part of a split whose into_id is the unit \
                itself is what remains of it. --preview shows what they would do.
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "FILE.csv") var file: String
        @Flag(help: "Chỉ xem trước / only show what they would do") var preview = false

        func run() throws {
            let request = AdminRequest.importUnitChanges(
                path: try StagedFile.copy(of: file, in: data.folder).path,
                .from(isDryRun: preview, wantsEffects: preview))
            defer { StagedFile.removeCopies(of: request) }
            let reply = try Administration.perform(request, in: data.folder).values()
            for line in reply.lines { print(line) }
        }
    }

    struct CatalogueFile: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "catalogue",
            abstract: "Nạp danh mục biểu, chỉ tiêu / import forms, elements, rules, indicators.",
            discussion: """
                A form version that has reports keeps its elements and their order; a catalogue \
                that changes them is refused (exit 65).
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "FILE.json") var file: String

        func run() throws {
            let request = AdminRequest.importCatalogue(
                path: try StagedFile.copy(of: file, in: data.folder).path)
            defer { StagedFile.removeCopies(of: request) }
            let reply = try Administration.perform(request, in: data.folder).values()
            print("Đã nạp; \(reply["elements"] ?? "") chỉ tiêu / imported; elements as shown")
        }
    }
}
