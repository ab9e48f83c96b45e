import Kernel
import Storage

/// A backup beside the server.
extension AdminDesk {
    /// - Parameter place: what the command found as the folder to write in. Service managers and
    ///   containers give a server a `/tmp` of its own, where nobody would find the backup.
    func backUp(to path: String, in place: String) async -> AdminReply {
        do throws(BackupError) {
            try checkSees(place, at: FileSystem.folder(of: path))
            return .done([("holds", try await store.backUp(to: path).sentence)])
        } catch {
            return .failed("mebe: \(error)")
        }
    }

    private func checkSees(_ place: String, at folder: String) throws(BackupError) {
        let seen: String
        do throws(KernelError) {
            seen = try FileSystem.identity(ofFolder: folder)
        } catch {
            throw .outOfReach("\(error)")
        }
        guard seen == place else {
            throw .outOfReach(
                "máy chủ thấy thư mục khác ở \(folder) / "
                    + "the server sees another folder at \(folder)")
        }
    }
}
