import Reporting

/// Places to look at, each with its number, what is odd, and the way to the cell.
struct QualityTable {
    let wording: Wording
    let caption: String

    func body(_ lines: [QualityLine]) -> HTML {
        table("<tbody>\(lines.map(row))</tbody>")
    }

    /// Unit by unit.
    func body(_ groups: [QualityGroup]) -> HTML {
        table("\(groups.map(group))")
    }

    private func table(_ content: HTML) -> HTML {
        """
        <table class="grid findings"><caption class=vh>\(caption)</caption><thead><tr>\
        <th scope=col>\(wording.say(.columnElement))\
        <th scope=col class=v>\(wording.say(.columnValue))\
        <th scope=col class=kind>\(wording.say(.columnKind))\
        <th scope=col>\(wording.say(.columnWhy))</tr></thead>\(content)</table>
        """
    }

    private func group(_ group: QualityGroup) -> HTML {
        let count = wording.say(.qualityPlaces, ["n": wording.count(group.lines.count)])
        return """
            <tbody><tr><th scope=rowgroup colspan=4><a href="\(group.form.text)">\
            \(group.unit.name)</a> <span>\(count)</span>\(group.lines.map(row))</tbody>
            """
    }

    private func row(_ line: QualityLine) -> HTML {
        let sentences: [HTML] = line.sentences.map { "<p>\($0)</p>" }
        let kinds = line.kinds.map { wording.say($0.key) }.joined(separator: ", ")
        return """
            <tr><th scope=row>\(name(line))<td class=v>\(value(line))\
            <td class=kind>\(kinds)<td class=why>\(sentences)
            """
    }

    private func name(_ line: QualityLine) -> HTML {
        let label = line.label ?? wording.say(.qualityWholeReport)
        guard let cell = line.cell else { return HTML(text: label) }
        return "<a href=\"\(cell.text)\">\(label)</a>"
    }

    private func value(_ line: QualityLine) -> String {
        if line.label != nil, line.kinds.contains(.notApplicable) { return "x" }
        guard let value = line.value, let count = Int(exactly: value) else {
            return line.label == nil ? "" : Wording.nothing
        }
        return wording.count(count)
    }
}
