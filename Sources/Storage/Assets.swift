import CAssets

/// The files compiled into the binary: `Public/…`, `Migrations/…`, `seed/…`.
public enum Assets {
    /// Paths that begin with a prefix, in order.
    public static func paths(under prefix: String) -> [String] {
        (0..<cassets_count()).compactMap(path).filter { $0.hasPrefix(prefix) }
    }

    /// A file's bytes; nil for a path that is not compiled in.
    public static func bytes(_ wanted: String) -> [UInt8]? {
        guard let index = (0..<cassets_count()).first(where: { path($0) == wanted }),
            let start = cassets_bytes(index)
        else { return nil }
        // The bytes are constants of the process; the length is the table's own.
        return Array(UnsafeBufferPointer(start: start, count: cassets_length(index)))
    }

    public static func text(_ path: String) -> String? {
        bytes(path).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func path(_ index: Int) -> String? {
        cassets_path(index).map { String(cString: $0) }
    }
}
