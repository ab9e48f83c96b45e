import Reporting
import Storage

/// Two people's changes of one report, held field by field against the revision that both began
/// with. What only one of them changed is taken over; what both changed somebody has to choose.
struct EntryMerge: Sendable {
    /// One field that differs between what was sent and what is stored.
    struct Line: Sendable {
        /// Nil for the note.
        let element: DataElement?
        /// The texts of the revision that the sender began with, of the stored one, and as sent.
        let base: String
        let theirs: String
        let yours: String

        enum Choice: Sendable {
            case theirs, yours, open
        }

        /// What is meant where nobody says otherwise.
        var choice: Choice {
            if yours == base { return .theirs }
            return theirs == base ? .yours : .open
        }
    }

    let lines: [Line]
    /// The fields that are the same in both, and those that the form had no field for.
    let agreed: [(name: String, text: String)]

    /// - Parameters:
    ///   - base: nil where the sender began with an empty form.
    ///   - sent: what was sent, by the names of fields.
    init(
        base: Revision?, theirs: Revision, sent: EntrySubmission, version: FormVersion,
        catalogue: Catalogue
    ) {
        var lines: [Line] = []
        var agreed: [(name: String, text: String)] = []
        func texts(_ revision: Revision?) -> [String: String] {
            revision.map {
                EntrySubmission.texts(of: $0.values, version: version, catalogue: catalogue)
            } ?? [:]
        }
        let (before, stored) = (texts(base), texts(theirs))
        for element in version.elements.map({ catalogue.elements[$0] }) {
            let line = Line(
                element: element, base: before[element.code] ?? "",
                theirs: stored[element.code] ?? "",
                yours: Self.yours(element, sent, before[element.code] ?? ""))
            // A computed row follows from its parts, which are merged themselves.
            if line.theirs == line.yours || element.isComputed {
                let text = element.isComputed ? sent.typed[element.code] : line.yours
                if let text, !text.isEmpty { agreed.append((element.code, text)) }
            } else {
                lines.append(line)
            }
        }
        let note = Line(
            element: nil, base: base?.note ?? "", theirs: theirs.note, yours: sent.note)
        if note.theirs == note.yours {
            agreed.append(("note", note.yours))
        } else {
            lines.append(note)
        }
        self.lines = lines
        self.agreed = agreed
    }

    /// Whether what was sent holds every change of the stored revision already.
    var losesNothing: Bool { lines.allSatisfy { $0.choice == .yours } }

    /// As it would be stored, so that `1.580` and `1580` do not differ.
    private static func yours(
        _ element: DataElement, _ sent: EntrySubmission, _ base: String
    ) -> String {
        guard let typed = sent.typed[element.code] else { return base }
        guard case .value(let value) = EntryText(typed) else { return typed }
        return EntrySubmission.text(value)
    }
}
