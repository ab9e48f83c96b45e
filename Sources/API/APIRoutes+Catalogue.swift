import Access
import HTTPWire
import JSON
import Reporting
import Serving
import Storage

/// `GET /forms`, `/indicators`, `/targets`: public, as the plans and circulars are.
extension APIRoutes {
    func forms(_ request: Request) -> Response {
        let catalogue = store.registry.catalogue
        return list(catalogue.versions) { writer, version in
            Self.write(version, catalogue, to: &writer)
        }
    }

    private static func write(
        _ version: FormVersion, _ catalogue: Catalogue, to writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.key("code")
        writer.value(version.form)
        writer.key("version")
        writer.value(version.version)
        writer.key("title_vi")
        writer.value(version.titleVI)
        writer.key("title_en")
        writer.value(version.titleEN)
        writer.key("legal_basis")
        writer.value(version.legalBasis)
        writer.key("periodicity")
        writer.value(version.periodicity)
        writer.key("levels")
        writer.beginArray()
        for level in version.levels.map(\.rawValue).sorted() { writer.value(level) }
        writer.endArray()
        writer.key("valid_from")
        writer.value(version.validity.from?.iso)
        writer.key("valid_to")
        writer.value(version.validity.through?.iso)
        writer.key("sections")
        writer.beginArray()
        for section in version.sections { write(section, catalogue, to: &writer) }
        writer.endArray()
        writer.key("rules")
        writer.beginArray()
        for rule in catalogue.rules(for: version) { write(rule, to: &writer) }
        writer.endArray()
        writer.endObject()
    }

    private static func write(
        _ section: FormVersion.Section, _ catalogue: Catalogue, to writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.key("code")
        writer.value(section.code)
        writer.key("title_vi")
        writer.value(section.titleVI)
        writer.key("title_en")
        writer.value(section.titleEN)
        writer.key("elements")
        writer.beginArray()
        for element in section.elements {
            write(catalogue.elements[element], catalogue, to: &writer)
        }
        writer.endArray()
        writer.endObject()
    }

    private static func write(
        _ element: DataElement, _ catalogue: Catalogue, to writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.key("code")
        writer.value(element.code)
        writer.key("label_vi")
        writer.value(element.labelVI)
        writer.key("label_en")
        writer.value(element.labelEN)
        writer.key("definition")
        writer.value(element.definition)
        writer.key("unit")
        writer.value(element.unit)
        writer.key("time")
        writer.value(element.time.rawValue)
        writer.key("official_row")
        writer.value(element.officialRow)
        writer.key("parts")
        writer.beginArray()
        for part in element.parts { writer.value(catalogue.elements[part].code) }
        writer.endArray()
        writer.endObject()
    }

    private static func write(_ rule: Rule, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("code")
        writer.value(rule.code)
        writer.key("severity")
        writer.value(rule.severity.rawValue)
        writer.key("message_vi")
        writer.value(rule.messageVI)
        writer.key("message_en")
        writer.value(rule.messageEN)
        writer.endObject()
    }

    func indicators(_ request: Request) -> Response {
        let catalogue = store.registry.catalogue
        return list(catalogue.indicators) { writer, indicator in
            Self.write(indicator, catalogue, to: &writer)
        }
    }

    private static func write(
        _ indicator: Indicator, _ catalogue: Catalogue, to writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.key("code")
        writer.value(indicator.code)
        writer.key("label_vi")
        writer.value(indicator.labelVI)
        writer.key("label_en")
        writer.value(indicator.labelEN)
        writer.key("numerator")
        write(indicator.numerator, catalogue, to: &writer)
        writer.key("denominator")
        if let denominator = indicator.denominator {
            write(denominator, catalogue, to: &writer)
        } else {
            writer.null()
        }
        writer.key("per")
        writer.value(indicator.per)
        writer.key("direction")
        writer.value(indicator.direction.rawValue)
        writer.key("note")
        writer.value(indicator.note)
        writer.endObject()
    }

    private static func write(
        _ elements: [DataElement.Index], _ catalogue: Catalogue, to writer: inout JSONWriter
    ) {
        writer.beginArray()
        for element in elements { writer.value(catalogue.elements[element].code) }
        writer.endArray()
    }

    func targets(_ request: Request) -> Response {
        list(store.registry.catalogue.targets) { writer, target in
            writer.beginObject()
            writer.key("indicator")
            writer.value(target.indicator)
            writer.key("org_unit")
            writer.value(target.unitID)
            writer.key("year")
            writer.value(target.year)
            writer.key("op")
            writer.value(target.comparison.rawValue)
            writer.key("value")
            writer.value(target.value.double)
            writer.key("quote_vi")
            writer.value(target.quoteVI)
            writer.endObject()
        }
    }
}
