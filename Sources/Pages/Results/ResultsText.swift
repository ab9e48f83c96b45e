/// The results part of a plan, as paragraphs that can be pasted into it.
public struct ResultsText: Hashable, Sendable {
    public struct Section: Hashable, Sendable {
        /// With its number: `1.1. Công tác chăm sóc sức khỏe bà mẹ`.
        public let title: String
        public let paragraphs: [Paragraph]
    }

    public struct Paragraph: Hashable, Sendable {
        /// How plans set a paragraph off: not at all, by a dash, or one step further in.
        public enum Rank: Hashable, Sendable {
            case plain, dash, plus
        }

        public let rank: Rank
        public let text: String

        init(_ rank: Rank, _ text: String) {
            self.rank = rank
            self.text = text
        }

        var line: String {
            switch rank {
            case .plain: text
            case .dash: "- " + text
            case .plus: "+ " + text
            }
        }
    }

    /// In capitals, as plans head their parts.
    public let title: String
    /// What the figures rest on.
    public let footing: String
    public let sections: [Section]

    /// Paragraphs a line each, with empty lines before headings, as word processors take them.
    public var plain: String {
        var lines = [title, "", footing]
        for section in sections {
            lines += ["", section.title] + section.paragraphs.map(\.line)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
