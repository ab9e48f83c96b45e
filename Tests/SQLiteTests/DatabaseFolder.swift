import Glibc
import SQLite

/// A fresh directory for real database files, removed with everything in it at the end.
final class DatabaseFolder: Sendable {
    let path: String

    init() {
        var template = [CChar]("/tmp/mebe-sqlite-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil, "no temporary directory")
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        for name in fileNames { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    var databasePath: String { "\(path)/test.sqlite" }

    var fileNames: [String] { entryNames(of: path) }

    func open(
        _ mode: Connection.Mode = .readWriteCreate, busyTimeoutMilliseconds: Int = 5_000
    ) throws(DatabaseError) -> sending Connection {
        try Connection(
            path: databasePath, mode: mode, busyTimeoutMilliseconds: busyTimeoutMilliseconds)
    }
}

/// The entries of a directory without `.` and `..`.
func entryNames(of directory: String) -> [String] {
    guard let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names
}

extension Connection {
    /// The one number that a statement without placeholders gives.
    func number(_ sql: StaticString) throws(DatabaseError) -> Int {
        try withStatement(sql) { statement throws(DatabaseError) in
            _ = try statement.step()
            return try statement.int(0)
        }
    }

    func text(_ sql: StaticString) throws(DatabaseError) -> String {
        try withStatement(sql) { statement throws(DatabaseError) in
            _ = try statement.step()
            return try statement.text(0)
        }
    }
}
