import Access
import HTTPWire
import JSON
import Reporting
import Serving
import Storage

/// `GET /series/{unit}?indicator=|element=&from=&to=&step=&form=&boundaries=`.
extension APIRoutes {
    /// More items than this are not answered at once.
    static let seriesItemsMax = 240

    func series(_ request: Request) async throws(Refusal) -> Response {
        let reader = try figureReader(request)
        let registry = store.registry
        guard let unit = registry.units.number(ofID: request.parameters["unit"]) else {
            throw .notFound
        }
        let subject = try SeriesSubject(request.query, registry.catalogue)
        let query = FigureDesk.SeriesQuery(
            unit: unit, form: try form(request.query), boundaries: try boundaries(request.query))
        let periods = try periods(request.query)
        try requirePosition(request)
        let series = try await figures.series(
            query, periods: periods, today: today, for: reader)
        var writer = JSONWriter()
        writer.list(series.items) { writer, item in
            SeriesItemJSON(item: item, subject: subject, series: series).write(to: &writer)
        }
        return answer(writer.bytes, seq: series.seq)
    }

    /// The year up to this month, where the request names no range. Both ends may be written as
    /// any period: `from=2023&to=2024-Q2`.
    private func periods(_ query: Query) throws(Refusal) -> [Period] {
        let last = try end("to", query)?.last ?? today.month
        let first = try end("from", query)?.first ?? last - 11
        guard first <= last else {
            throw .badParameter(
                "to", messageVI: "«to» phải sau «from».", messageEN: "'to' must not precede 'from'."
            )
        }
        let periods = Period.series(from: first, through: last, by: try step(query))
        guard periods.count <= Self.seriesItemsMax else {
            throw .badParameter(
                "from", messageVI: "Nhiều nhất \(Self.seriesItemsMax) kỳ một lần.",
                messageEN: "At most \(Self.seriesItemsMax) periods at once.")
        }
        return periods
    }

    private func end(_ name: String, _ query: Query) throws(Refusal) -> Period? {
        guard let code = query[name] else { return nil }
        guard let period = Period(code: code) else {
            throw .badParameter(
                name, messageVI: "«\(code)» không phải là một tháng; viết như 2024-01.",
                messageEN: "'\(code)' is no month; write 2024-01.")
        }
        return period
    }

    private func step(_ query: Query) throws(Refusal) -> Period.Step {
        guard let code = query["step"] else { return .month }
        guard let step = Period.Step(rawValue: code) else {
            throw .badParameter(
                "step", messageVI: "Phải là month, quarter, half hoặc year.",
                messageEN: "Must be month, quarter, half or year.")
        }
        return step
    }
}

/// What a series is of.
enum SeriesSubject {
    case indicator(String)
    case element(code: String)

    init(_ query: Query, _ catalogue: Catalogue) throws(Refusal) {
        switch (query["indicator"], query["element"]) {
        case (let code?, nil):
            guard catalogue.indicator(code) != nil else { throw Self.unknown("indicator", code) }
            self = .indicator(code)
        case (nil, let code?):
            guard catalogue.elementIndex(ofCode: code) != nil else {
                throw Self.unknown("element", code)
            }
            self = .element(code: code)
        case (nil, nil):
            throw .badParameter(
                "indicator", messageVI: "Phải có indicator hoặc element.",
                messageEN: "One of indicator and element is required.")
        case (_?, _?):
            throw .badParameter(
                "element", messageVI: "Chỉ một trong hai: indicator hoặc element.",
                messageEN: "Only one of indicator and element.")
        }
    }

    private static func unknown(_ name: String, _ code: String) -> Refusal {
        .badParameter(
            name, messageVI: "Không có «\(code)» trong danh mục.",
            messageEN: "The catalogue has no '\(code)'.")
    }
}
