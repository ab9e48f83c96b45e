internal import HTTPWire

/// Content types of files, and which of them are text.
public enum ContentType {
    /// The content type of a file by the end of its name.
    public static func ofFile(named name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "application/octet-stream" }
        return byExtension[name[name.index(after: dot)...].lowercased()]
            ?? "application/octet-stream"
    }

    /// Whether a content type's bodies shrink under gzip.
    static func isTextual(_ contentType: String?) -> Bool {
        guard let contentType else { return false }
        let essence = contentType.prefix { $0 != ";" && $0 != " " }.lowercased()
        return essence.hasPrefix("text/") || textual.contains(essence)
            || essence.hasSuffix("+json") || essence.hasSuffix("+xml")
    }

    private static let textual: Set<String> = [
        "application/json", "application/javascript", "application/xml",
        "application/x-ndjson",
    ]

    private static let byExtension = [
        "html": "text/html; charset=utf-8", "htm": "text/html; charset=utf-8",
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "mjs": "text/javascript; charset=utf-8", "txt": "text/plain; charset=utf-8",
        "md": "text/markdown; charset=utf-8", "csv": "text/csv; charset=utf-8",
        "json": "application/json", "ndjson": "application/x-ndjson",
        "webmanifest": "application/manifest+json", "xml": "application/xml",
        "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
        "gif": "image/gif", "webp": "image/webp", "ico": "image/x-icon",
        "woff2": "font/woff2", "woff": "font/woff", "pdf": "application/pdf",
        "gz": "application/gzip", "zip": "application/zip", "wasm": "application/wasm",
        "mp4": "video/mp4", "mp3": "audio/mpeg",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]
}
