import Kernel

/// Files that a person names; `-` is standard input.
enum FileContents {
    static func read(_ path: String) throws(FileFailure) -> [UInt8] {
        do throws(KernelError) {
            return try open(path).readToEnd()
        } catch {
            throw FileFailure(description: "\(error)")
        }
    }

    /// Calls `body` with the file's bytes piece by piece and how many were read so far.
    static func forEachPiece(
        of path: String, _ body: ([UInt8], Int) throws -> Void
    ) throws {
        let file: FileDescriptor
        do throws(KernelError) {
            file = try open(path)
        } catch {
            throw FileFailure(description: "\(error)")
        }
        var length = 0
        while true {
            let piece = try file.readNext(lengthMax: pieceLength)
            if piece.isEmpty { return }
            length += piece.count
            try body(piece, length)
        }
    }

    private static let pieceLength = 1 << 18

    /// In bytes; 0 where it is not a plain file.
    static func length(of path: String) -> Int {
        guard let status = try? open(path).status(), status.isRegular else { return 0 }
        return status.length
    }

    private static func open(_ path: String) throws(KernelError) -> FileDescriptor {
        path == "-" ? try .standardInput() : try .openToRead(path)
    }
}

struct FileFailure: Error, CustomStringConvertible {
    let description: String
}
