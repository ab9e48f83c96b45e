import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// `/units/{id}/results?period=&form=&boundaries=` and the same with `.txt`: the results part of
/// a plan in prose, by the rights of the dashboard.
extension PageRoutes {
    func addResults(to router: inout Router) {
        router.on(.get, "/units/{id}/results", handler(results))
        router.on(.get, "/units/{id}/results.txt", handler(plainResults))
    }

    private func results(_ visit: Visit) async throws(Refusal) -> Response {
        let query = try await figureQuery(visit)
        let registry = visit.registry
        let day = query.shownDay(today)
        let page = ResultsPage(
            frame: visit.frame(pairs(query, registry)),
            unit: link(query.unit, on: day, registry),
            ancestors: ancestors(of: query.unit, on: day, registry), period: query.period,
            boundaries: choice(query, registry), text: try await resultsText(query, visit))
        return Visit.page(ResultsView(page: page).html)
    }

    private func plainResults(_ visit: Visit) async throws(Refusal) -> Response {
        let query = try await figureQuery(visit)
        let text = try await resultsText(query, visit).plain
        let unit = link(query.unit, on: query.shownDay(today), visit.registry)
        let head = unit.name + "\n\n"
        var response = Response(body: .bytes(Array((head + text).utf8)))
        response.fields[.contentType] = "text/plain; charset=utf-8"
        response.fields[.cacheControl] = "private, no-cache"
        response.fields[.etag] = Validator.tag(of: Array((head + text).utf8))
        return response
    }

    /// Unit, form, period and boundaries of an address below `/units/{id}`.
    func figureQuery(_ visit: Visit) async throws(Refusal) -> AggregateQuery {
        let unit = try unit(visit.request.parameters["id"], visit.registry)
        let form = try form(visit)
        return AggregateQuery(
            unit: unit, form: form, period: try await period(of: unit, form, visit),
            boundaries: try boundaries(visit))
    }

    private func resultsText(
        _ query: AggregateQuery, _ visit: Visit
    ) async throws(Refusal) -> ResultsText {
        let answer = try await figures.comparison(query, today: today, for: visit.principal)
        return ResultsWriter(
            wording: visit.wording,
            figures: ResultsFigures(
                own: answer.comparison.own, yearBefore: answer.comparison.yearBefore,
                registry: answer.figures.registry)
        ).text
    }
}
