import Access
import HTTPWire
import JSON
import Reporting
import Serving
import Storage

/// `GET /completeness/{unit}?form=&period=&boundaries=&limit=&cursor=`.
extension APIRoutes {
    /// Units missing named at once where nothing is asked for: every province of the country
    /// has fewer communes.
    static let missingPerPage = 1_000

    func completeness(_ request: Request) async throws(Refusal) -> Response {
        let reader = try figureReader(request)
        let query = try await aggregateQuery(
            request, unit: request.parameters["unit"], for: reader)
        let limit = try limit(request.query["limit"], usual: Self.missingPerPage)
        let start = try cursor(request.query["cursor"])
        try requirePosition(request)
        let found = try await figures.completeness(query, today: today, for: reader)
        var writer = JSONWriter()
        CompletenessJSON(answer: found, start: start, limit: limit).write(to: &writer)
        return answer(writer.bytes, seq: found.seq)
    }
}
