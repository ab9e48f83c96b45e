import Recount
import Reporting

/// A question about figures as names and texts, between `mebe verify` and a running server.
extension FigureQuestion {
    var fields: [(String, String)] {
        switch self {
        case .held: [("ask", "held")]
        case .fingerprints(let sheet, let units):
            [("ask", "fingerprints")] + Self.fields(sheet, units)
        case .cells(let sheet, let units): [("ask", "cells")] + Self.fields(sheet, units)
        }
    }

    private static func fields(
        _ sheet: FigureSheet, _ units: [OrgUnit.Number]
    ) -> [(String, String)] {
        [
            ("form", sheet.form), ("year", String(sheet.year)),
            ("boundaries", sheet.boundaries.rawValue),
            ("units", units.map { String($0) }.joined(separator: " ")),
        ]
    }

    /// - Parameter text: the text of a name, empty where it is missing.
    init?(_ text: (String) -> String) {
        if text("ask") == "held" {
            self = .held
            return
        }
        guard let year = Int(text("year")), (1...9999).contains(year),
            let boundaries = Boundaries(rawValue: text("boundaries"))
        else { return nil }
        let sheet = FigureSheet(form: text("form"), year: year, boundaries: boundaries)
        let units = text("units").split(separator: " ").compactMap { Int($0) }
        switch text("ask") {
        case "fingerprints": self = .fingerprints(sheet, units: units)
        case "cells": self = .cells(sheet, units: units)
        default: return nil
        }
    }
}

/// The answer likewise: a line an item, words with a tab between.
extension AdminReply {
    init(_ answer: FigureAnswer) {
        var values = [
            (name: "seq", value: String(answer.seq)),
            (name: "registry", value: String(answer.registryVersion)),
            (name: "today", value: answer.today.iso),
        ]
        switch answer.content {
        case .held(let held):
            values += held.map { sheet, unit in
                ("held", "\(unit)\t\(sheet.year)\t\(sheet.boundaries.rawValue)\t\(sheet.form)")
            }
        case .fingerprints(let prints):
            values.append(
                ("prints", prints.map { String($0, radix: 16) }.joined(separator: " ")))
        case .cells(let cells):
            values += cells.map { unit in
                ("cells", unit.map { $0.name + "\t" + $0.text }.joined(separator: "\n"))
            }
        }
        self = .done(values)
    }
}

extension FigureAnswer {
    /// Nil for what is no such answer.
    init?(_ reply: AdminReply, to question: FigureQuestion) {
        guard case .done(let values) = reply, let seq = reply["seq"].flatMap(Int64.init),
            let version = reply["registry"].flatMap({ Int($0) }),
            let today = reply["today"].flatMap({ Day(iso: $0) })
        else { return nil }
        let content: Content =
            switch question {
            case .held:
                .held(values.filter { $0.name == "held" }.compactMap { Self.held($0.value) })
            case .fingerprints:
                .fingerprints(
                    (reply["prints"] ?? "").split(separator: " ")
                        .compactMap { UInt64($0, radix: 16) })
            case .cells:
                .cells(values.filter { $0.name == "cells" }.map { Self.cells($0.value) })
            }
        self.init(seq: seq, registryVersion: version, today: today, content: content)
    }

    private static func held(
        _ line: String
    ) -> (sheet: FigureSheet, unit: OrgUnit.Number)? {
        let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 4, let unit = Int(words[0]), let year = Int(words[1]),
            let boundaries = Boundaries(rawValue: words[2])
        else { return nil }
        return (FigureSheet(form: words[3], year: year, boundaries: boundaries), unit)
    }

    private static func cells(_ text: String) -> [(name: String, text: String)] {
        text.split(separator: "\n").compactMap { line in
            let words = line.split(
                separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
            return words.count == 2 ? (String(words[0]), String(words[1])) : nil
        }
    }
}
