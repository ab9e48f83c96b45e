import Kernel
import Storage

/// Copies of a person's files in the data folder: a running server may neither see them under
/// their name nor be allowed to read them.
struct StagedFile {
    let path: String

    static func copy(of source: String, in folder: DataFolder) throws -> StagedFile {
        let staged = try StagedFile(in: folder, suffix: ".tmp")
        do {
            try FileSystem.write(FileContents.read(source), to: staged.path)
        } catch {
            throw Failure("mebe: \(error)")
        }
        return staged
    }

    /// A name that no other command uses.
    init(in folder: DataFolder, suffix: String) throws {
        do throws(KernelError) {
            try FileSystem.makeFolder(folder.path)
        } catch {
            throw Failure("mebe: \(error)")
        }
        let random = String(UInt64.random(in: .min ... .max), radix: 36)
        path = folder.temporaryFile("import-\(random)\(suffix)")
    }

    func remove() {
        // A file that stays behind is harmless; its removal must not hide the command's result.
        try? FileSystem.remove(path)
    }

    static func removeCopies(of request: AdminRequest) {
        let paths =
            switch request {
            case .makeToken, .people, .figures, .changeUnits, .undoUnitChange, .listUnitChanges,
                .backUp, .makeCheckpoint:
                [String]()
            case .adoptReports(let path, _), .importCatalogue(let path),
                .importUnitChanges(let path, _):
                [path]
            case .importOrgUnits(let units, let successions, let members):
                [units, successions] + (members.map { [$0] } ?? [])
            }
        for path in paths { StagedFile(path: path).remove() }
    }

    private init(path: String) {
        self.path = path
    }
}
