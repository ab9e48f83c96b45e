public import Access
import HTTPWire
import JSON
public import Reporting
public import Serving

/// Errors as `application/problem+json` (RFC 9457).
public struct Problem: Sendable {
    private let refusal: Refusal
    let registry: Registry
    private let requestID: String

    /// - Parameter requestID: what the log has it under; given to the client with a failure of
    ///   the server's, so that it can be quoted.
    public init(_ refusal: Refusal, registry: Registry, requestID: String = "") {
        self.refusal = refusal
        self.registry = registry
        self.requestID = requestID
    }

    public var response: Response {
        let row = refusal.row
        var response = Response(status: Status(code: row.status) ?? .internalServerError)
        response.fields[.contentType] = "application/problem+json"
        response.fields[.cacheControl] = "no-store"
        if row.status == 401 { response.fields[.wwwAuthenticate] = "Bearer realm=\"mebe\"" }
        if let seconds = refusal.retrySeconds { response.fields[.retryAfter] = "\(seconds)" }
        response.body = .bytes(document)
        return response
    }

    var status: Int { refusal.row.status }

    var document: [UInt8] {
        let row = refusal.row
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("type")
        writer.value("/help#" + row.code)
        writer.key("title")
        writer.value(row.titleEN)
        writer.key("status")
        writer.value(row.status)
        writer.key("detail")
        writer.value(detail(row))
        writer.key("errors")
        writeErrors(to: &writer)
        writeExtension(to: &writer)
        Self.write(requestID, of: row.status, to: &writer)
        writer.endObject()
        return writer.bytes
    }

    private func detail(_ row: Refusal.Row) -> String {
        switch refusal {
        case .malformed(let vi, let en), .badParameter(_, let vi, let en),
            .undoRefused(let vi, let en):
            "\(vi) / \(en)"
        case .invalid(let findings), .invalidChange(let findings), .invalidInput(let findings):
            findings.first.map { "\($0.messageVI) / \($0.messageEN)" } ?? row.titleVI
        case .monthClosed(let reason):
            "\(row.titleVI) / \(row.titleEN): \(reason)"
        default: "\(row.titleVI) / \(row.titleEN)"
        }
    }

    private func writeErrors(to writer: inout JSONWriter) {
        switch refusal {
        case .invalid(let findings), .invalidChange(let findings), .invalidInput(let findings):
            writer.value(findings)
        case .badParameter(let name, let vi, let en):
            writeParameter(name, vi, en, to: &writer)
        case .succeeded:
            writeParameter(
                "unit", "Đơn vị nay không còn; xem các đơn vị kế tục.",
                "The unit no longer exists; see its successors.", to: &writer)
        default:
            writer.beginArray()
            writer.endArray()
        }
    }

    private func writeParameter(
        _ name: String, _ vi: String, _ en: String, to writer: inout JSONWriter
    ) {
        writer.beginArray()
        writer.beginObject()
        writer.key("parameter")
        writer.value(name)
        writer.key("message_vi")
        writer.value(vi)
        writer.key("message_en")
        writer.value(en)
        writer.endObject()
        writer.endArray()
    }

    private func writeExtension(to writer: inout JSONWriter) {
        switch refusal {
        case .stale(let yours, let current, let registry):
            Self.writeConflict(yours, current, registry, to: &writer)
        case .badParameter(let name, _, _):
            writer.key("parameter")
            writer.value(name)
        case .succeeded(let successors):
            writer.key("parameter")
            writer.value("unit")
            writer.key("successors")
            writer.beginArray()
            for unit in successors { writer.value(registry.units[unit].id) }
            writer.endArray()
        default: break
        }
    }
}

extension Problem {
    fileprivate static func write(
        _ requestID: String, of status: Int, to writer: inout JSONWriter
    ) {
        guard status >= 500, !requestID.isEmpty else { return }
        writer.key("request_id")
        writer.value(requestID)
    }

    /// A refusal that the server itself makes: 404, 405, 413, 415 and the like.
    public static func response(for fault: Fault, requestID: String = "") -> Response {
        var response = Response(
            status: fault.status, body: .bytes(document(for: fault, requestID: requestID)))
        response.fields[.contentType] = "application/problem+json"
        response.fields[.cacheControl] = "no-store"
        return response
    }

    static func document(for fault: Fault, requestID: String = "") -> [UInt8] {
        var writer = JSONWriter()
        let row = Self.row(of: fault.status)
        writer.beginObject()
        writer.key("type")
        writer.value(row.map { "/help#" + $0.code } ?? "about:blank")
        writer.key("title")
        writer.value(row?.titleEN ?? fault.status.reason)
        writer.key("status")
        writer.value(fault.status.code)
        writer.key("detail")
        writer.value(row.map { "\($0.titleVI) / \(fault.detail)" } ?? fault.detail)
        writer.key("errors")
        writer.beginArray()
        writer.endArray()
        write(requestID, of: fault.status.code, to: &writer)
        writer.endObject()
        return writer.bytes
    }

    /// The refusal of ours that says the same, where people are told to wait.
    private static func row(of status: Status) -> Refusal.Row? {
        switch status {
        case .tooManyRequests: Refusal.tooManyRequests.row
        case .serviceUnavailable: Refusal.unavailable.row
        default: nil
        }
    }
}
