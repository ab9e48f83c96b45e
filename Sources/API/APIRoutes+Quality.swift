import Access
import HTTPWire
import JSON
import Reporting
import Serving
import Storage

/// `GET /quality/{unit}?period=&form=&limit=&cursor=`.
extension APIRoutes {
    static let findingsPerPage = 1_000

    func quality(_ request: Request) async throws(Refusal) -> Response {
        let principal = try principal(request)
        guard let unit = store.registry.units.number(ofID: request.parameters["unit"]) else {
            throw .notFound
        }
        let form = try form(request.query)
        let month = try month(request.query)
        let limit = try limit(request.query["limit"], usual: Self.findingsPerPage)
        let start = try cursor(request.query["cursor"])
        try requirePosition(request)
        let found = try await figures.quality(
            of: unit, form: form, month: month, today: today, for: principal)
        var writer = JSONWriter()
        QualityJSON(answer: found, start: start, limit: limit).write(to: &writer)
        return answer(writer.bytes, seq: found.seq)
    }

    /// Without `period`, the month before this one: the one that is due.
    private func month(_ query: Query) throws(Refusal) -> Month {
        guard let code = query["period"] else { return today.month - 1 }
        guard let month = Month(code: code) else {
            throw .badParameter(
                "period", messageVI: "Phải là một tháng, như 2024-01.",
                messageEN: "Must be a month, such as 2024-01.")
        }
        return month
    }
}
