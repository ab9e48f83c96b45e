import CAssets
import Glibc
import Testing

@Suite struct AssetTableTests {
    /// Where each folder of assets lies in the source tree, which this file is two levels below.
    private let folders: [(prefix: String, directory: String, suffix: String)] = {
        let top = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return [
            ("Migrations", "/\(top)/Migrations", ".sql"),
            ("Public", "/\(top)/Public", ""),
            ("seed", "/\(top)/Sources/CAssets/seed", ""),
        ]
    }()

    @Test("every file of the asset folders is in the table, and nothing else")
    func complete() {
        var expected: [String] = []
        for folder in folders {
            let names = files(below: folder.directory).filter { $0.hasSuffix(folder.suffix) }
            expected += names.map { "\(folder.prefix)/\($0)" }
        }
        #expect(expected.sorted() == table().map(\.path))
    }

    @Test("every asset is the file, byte by byte")
    func equal() throws {
        for asset in table() {
            let folder = try #require(folders.first { asset.path.hasPrefix($0.prefix + "/") })
            let path = folder.directory + asset.path.dropFirst(folder.prefix.count)
            let isEqual = try contents(of: path) == asset.bytes
            #expect(isEqual, "\(asset.path) differs from its file")
            #expect(!asset.bytes.isEmpty)
        }
    }

    @Test("past the last asset there is nothing")
    func end() {
        let count = cassets_count()
        #expect(cassets_path(count) == nil)
        #expect(cassets_bytes(.max) == nil)
        #expect(cassets_length(count) == 0)
    }

    private func table() -> [(path: String, bytes: [UInt8])] {
        (0..<cassets_count()).compactMap { index in
            guard let path = cassets_path(index), let bytes = cassets_bytes(index)
            else { return nil }
            let buffer = UnsafeBufferPointer(start: bytes, count: cassets_length(index))
            return (String(cString: path), Array(buffer))
        }
    }

    /// Paths relative to `directory`, of the files in it and in the folders within.
    private func files(below directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var found: [String] = []
        while let entry = readdir(stream) {
            let isFolder = entry.pointee.d_type == DT_DIR
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasPrefix(".") { continue }
            found +=
                isFolder ? files(below: "\(directory)/\(name)").map { "\(name)/\($0)" } : [name]
        }
        return found
    }

    private func contents(of path: String) throws -> [UInt8] {
        let file = try #require(fopen(path, "r"), "no file \(path)")
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
            bytes += chunk[..<count]
        }
        return bytes
    }
}
