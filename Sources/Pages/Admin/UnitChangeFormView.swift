import Reporting

/// The form of one change, before it is previewed.
struct UnitChangeFormView {
    let frame: Frame
    let form: UnitChangeForm
    let suggestions: UnitSuggestions
    var findings: [Finding] = []

    static let address = Address("admin", "units", "new")

    private var wording: Wording { frame.wording }

    var html: HTML {
        let title = wording.say(.change(form.code))
        return Document(
            frame: frame, place: .admin, title: title, trail: Self.trail(wording, title),
            main: """
                <h1>\(title)</h1>\(errors)<form class=fields method=post \
                action="\(Self.address.text)">\(frame.csrf)\
                <input type=hidden name=change value="\(form.code)">\
                \(fields)\(field("effective", .unitsDay, type: "date", isRequired: true))\
                \(field("reason", .unitsReason))<p class=acts>\
                <button class="btn go" name=step value=preview>\(wording.say(.unitsPreview))\
                </button></p></form>
                """
        ).html
    }

    static func trail(_ wording: Wording, _ title: String) -> [Document.Crumb] {
        [
            .init(name: wording.say(.unitsTitle), address: Address("admin", "units")),
            .init(name: title, address: nil),
        ]
    }

    private var fields: [HTML] {
        switch form.code {
        case "split": [unit()] + splitParts + [keeps]
        case "move": [unit(), field("parent", .unitsParent, isRequired: true)]
        case "rename": [unit(), name, kind, code]
        case "open":
            [
                field("unit", .unitsNewID, isRequired: true),
                field("name", .unitsName, isRequired: true), level, kind, code, parent,
            ]
        case "close": [unit()]
        case "join": [unit(), field("area", .unitsArea, isRequired: true), membership]
        case "leave": [unit(), field("area", .unitsArea, isRequired: true)]
        default:
            [
                area("units", .unitsUnits), hint(.unitsUnitsHint),
                field("into", .unitsInto, isRequired: true),
                hint(.unitsNameHint), name, kind, code, parent,
            ]
        }
    }

    private func unit() -> HTML { field("unit", .unitsUnit, isRequired: true) }
    private var name: HTML { field("name", .unitsName) }
    private var kind: HTML { field("kind", .unitsKind) }
    private var code: HTML { field("gso_code", .unitsCode) }
    private var parent: HTML { field("parent", .unitsParent) }

    private var splitParts: [HTML] {
        (1...UnitChangeForm.partsMax).map { number in
            """
            <fieldset><legend>\(wording.say(.unitsPart, ["n": String(number)]))</legend>\
            \(field("part\(number)", .unitsInto))\(field("name\(number)", .unitsName))\
            \(field("share\(number)", .unitsShare))</fieldset>
            """
        }
    }

    private var keeps: HTML {
        let isOn = !form["keeps"].isEmpty
        return """
            <p class=check><input type=checkbox id=f-keeps name=keeps value=yes\
            \(if: isOn, " checked")> <label for=f-keeps>\(wording.say(.unitsKeeps))</label></p>
            """
    }

    private var level: HTML {
        let options: [HTML] = Self.levels.map { level in
            let isChosen = form["level"] == level.rawValue
            return """
                <option value="\(level.rawValue)"\(if: isChosen, " selected")>\
                \(wording.say(.level(level)))
                """
        }
        return """
            <p><label for=f-level>\(wording.say(.unitsLevel))</label>\
            <select id=f-level name=level\(flaw("level"))>\(options)</select></p>
            """
    }

    private var membership: HTML {
        let options: [HTML] = Membership.Kind.allCases.map { kind in
            let isChosen = form["membership"] == kind.rawValue
            return """
                <option value="\(kind.rawValue)"\(if: isChosen, " selected")>\
                \(wording.say(kind == .whole ? .memberWhole : .memberPart))
                """
        }
        return """
            <p><label for=f-membership>\(wording.say(.unitsMembership))</label>\
            <select id=f-membership name=membership>\(options)</select></p>
            """
    }

    private static let levels: [OrgUnitLevel] = [
        .commune, .stationPoint, .hospital, .clinic, .district, .province, .area,
    ]

    private func field(
        _ name: String, _ label: TextKey, type: String = "text", isRequired: Bool = false
    ) -> HTML {
        let listed = listed(name)
        return """
            <p><label for="f-\(name)">\(wording.say(label))</label>\
            <input id="f-\(name)" name="\(name)" type=\(type) value="\(form[name])" \
            autocomplete=off spellcheck=false\(if: isRequired, " required")\(listed.mark)\
            \(flaw(name))>\(listed.list)\(meant([form[name]]))</p>
            """
    }

    /// A short list of units that may be meant; the browser shows it while one types.
    private func listed(_ name: String) -> (mark: HTML, list: HTML) {
        let units = suggestions.units(for: name)
        guard !units.isEmpty else { return (.empty, .empty) }
        let options: [HTML] = units.map { unit in
            let id = suggestions.naming.units[unit].id
            return "<option value=\"\(id)\">\(suggestions.naming.name(of: unit))"
        }
        return (" list=\"l-\(name)\"", "<datalist id=\"l-\(name)\">\(options)</datalist>")
    }

    /// The names of ids that a field holds.
    private func meant(_ ids: [String]) -> HTML {
        let names = ids.compactMap(suggestions.name)
        let text = names.joined(separator: "; ")
        return "\(if: !names.isEmpty, "<small class=dim>\(text)</small>")"
    }

    private func area(_ name: String, _ label: TextKey) -> HTML {
        """
        <p><label for="f-\(name)">\(wording.say(label))</label>\
        <textarea id="f-\(name)" name="\(name)" rows=4 required\(flaw(name))>\(form[name])\
        </textarea>\(meant(form[name].split { $0.isWhitespace }.map(String.init)))</p>
        """
    }

    private func hint(_ key: TextKey) -> HTML { "<p class=\"small dim\">\(wording.say(key))</p>" }

    // MARK: What is wrong

    private func flaw(_ name: String) -> HTML {
        let isWrong = findings.contains { UnitChangeForm.field(of: $0, code: form.code) == name }
        return "\(if: isWrong, " aria-invalid=true aria-describedby=wrong")"
    }

    private var errors: HTML {
        guard !findings.isEmpty else { return .empty }
        let items: [HTML] = findings.map { finding in
            let name = UnitChangeForm.field(of: finding, code: form.code)
            let text = wording.label(finding.messageVI, finding.messageEN)
            return "<li><a href=\"#f-\(name)\">\(text)</a>"
        }
        return """
            <div class="box bad" role=alert id=wrong><h2>\(wording.say(.unitsWrong))</h2>\
            <ul>\(items)</ul></div>
            """
    }
}

extension TextKey {
    static func level(_ level: OrgUnitLevel) -> TextKey {
        switch level {
        case .province: .levelProvince
        case .district: .levelDistrict
        case .area: .levelArea
        case .stationPoint: .levelStationPoint
        case .hospital: .levelHospital
        case .clinic: .levelClinic
        default: .levelCommune
        }
    }
}
