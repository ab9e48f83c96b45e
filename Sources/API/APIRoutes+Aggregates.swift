import Access
import HTTPWire
import JSON
import Reporting
import Serving
import Storage

/// `GET /aggregates/{unit}` and its children.
extension APIRoutes {
    func aggregate(_ request: Request, unit id: String) async throws(Refusal) -> Response {
        let reader = try figureReader(request)
        let query = try await aggregateQuery(request, unit: id, for: reader)
        let isCompared = try isOn("compare", request.query)
        try requirePosition(request)
        let comparison: AggregateComparison?
        let answered: Figures
        if isCompared {
            (comparison, answered) = try await figures.comparison(query, today: today, for: reader)
        } else {
            comparison = nil
            answered = try await figures.figures(query, today: today, for: reader)
        }
        var writer = JSONWriter()
        for aggregate in answered.aggregates.prefix(1) {
            AggregateJSON(
                aggregate: aggregate, registry: answered.registry, comparison: comparison
            ).write(to: &writer)
        }
        return answer(writer.bytes, seq: answered.seq)
    }

    func children(_ request: Request) async throws(Refusal) -> Response {
        let reader = try figureReader(request)
        let query = try await aggregateQuery(
            request, unit: request.parameters["unit"], for: reader)
        try requirePosition(request)
        let figures = try await figures.figuresWithChildren(query, today: today, for: reader)
        var writer = JSONWriter()
        writer.list(Array(figures.aggregates.dropFirst())) { writer, aggregate in
            AggregateJSON(aggregate: aggregate, registry: figures.registry).write(to: &writer)
        }
        return answer(writer.bytes, seq: figures.seq)
    }

    /// A request may carry `Mebe-Seq` to ask for at least that journal position. This process
    /// writes the journal itself and is never behind it, so a later position is one that does
    /// not exist yet: the client is told to come again.
    func requirePosition(_ request: Request) throws(Refusal) {
        guard let text = request.fields[.mebeSeq] else { return }
        guard let wanted = Int64(text), wanted >= 0 else {
            throw .malformed(
                messageVI: "Mebe-Seq phải là một số nguyên không âm.",
                messageEN: "Mebe-Seq must be a whole number from 0.")
        }
        guard wanted <= store.seq else { throw .unavailable }
    }

    /// The snapshot's position stands outside the tag: what did not change keeps its tag.
    func answer(_ bytes: [UInt8], seq: Int64) -> Response {
        var response = json(bytes)
        response.fields[.etag] = Validator.tag(of: bytes)
        response.fields[.mebeSeq] = String(seq)
        return response
    }

    /// Who reads figures, asked before anything else is looked at: without a credential nobody
    /// does unless sums are public.
    func figureReader(_ request: Request) throws(Refusal) -> Principal? {
        let reader = try reader(request)
        guard reader != nil || figures.areSumsPublic else { throw .signInFirst }
        return reader
    }

    func aggregateQuery(
        _ request: Request, unit id: String, for reader: Principal?
    ) async throws(Refusal) -> AggregateQuery {
        guard let unit = store.registry.units.number(ofID: id) else { throw .notFound }
        let form = try form(request.query)
        let period = try period(request.query)
        let boundaries = try boundaries(request.query)
        if let period {
            return AggregateQuery(unit: unit, form: form, period: period, boundaries: boundaries)
        }
        let usual = try await figures.defaultPeriod(
            of: unit, form: form, today: today, for: reader)
        return AggregateQuery(unit: unit, form: form, period: usual, boundaries: boundaries)
    }

    /// Without `form`, the catalogue's first.
    func form(_ query: Query) throws(Refusal) -> String {
        let forms = store.registry.catalogue.forms
        let wanted = query["form"] ?? forms.first ?? ""
        guard forms.contains(wanted) else {
            throw .badParameter(
                "form", messageVI: "Không có biểu «\(wanted)».",
                messageEN: "There is no form '\(wanted)'.")
        }
        return wanted
    }

    private func period(_ query: Query) throws(Refusal) -> Period? {
        guard let code = query["period"] else { return nil }
        guard let period = Period(code: code) else {
            throw .badParameter(
                "period",
                messageVI: "«\(code)» không phải là một kỳ; viết như 2024-01, 2024-Q1, 2024.",
                messageEN: "'\(code)' is no period; write 2024-01, 2024-Q1 or 2024.")
        }
        return period
    }

    func boundaries(_ query: Query) throws(Refusal) -> Boundaries {
        let code = query["boundaries"] ?? Boundaries.reported.rawValue
        guard let boundaries = Boundaries(rawValue: code) else {
            throw .badParameter(
                "boundaries", messageVI: "Phải là reported hoặc current.",
                messageEN: "Must be reported or current.")
        }
        return boundaries
    }
}

extension FieldName {
    /// The journal position that an answer rests on.
    static let mebeSeq = FieldName("Mebe-Seq") ?? .etag
}
