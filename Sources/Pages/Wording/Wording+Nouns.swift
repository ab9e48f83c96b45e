extension Wording {
    /// What a catalogue's unit of count is called in a sentence: «người (phụ nữ)» is «phụ nữ».
    func noun(_ unit: String) -> String {
        let inner = unit.split { $0 == "(" || $0 == ")" }.last.map(String.init) ?? unit
        return language == .vietnamese ? inner : Self.english[inner] ?? "cases"
    }

    /// A label within a sentence, as the catalogue's sentences have it.
    func quoted(_ label: String) -> String {
        language == .vietnamese ? "«" + label + "»" : "'" + label + "'"
    }

    private static let english = [
        "phụ nữ": "women", "trẻ": "children", "ca": "cases", "lượt": "visits", "người": "people",
        "cặp": "couples", "cặp mẹ-con": "mothers and children", "lớp": "courses",
        "đợt": "rounds", "buổi": "sessions",
    ]
}
