/// The ways from a page to its papers and files, as parts of its list of tools.
struct FileLinks {
    let wording: Wording
    let papers: [Link]
    let files: [Link]

    struct Link {
        let text: String
        let address: Address
    }

    var body: HTML {
        "\(part(wording.say(FileText.papers), papers))\(part(wording.say(.dataAs), files))"
    }

    private func part(_ title: String, _ links: [Link]) -> HTML {
        guard !links.isEmpty else { return .empty }
        let items = links.map { "<a href=\"\($0.address.text)\">\($0.text)</a>" as HTML }
        return """
            <div><dt>\(title)</dt><dd>\(HTML.joined(items, by: ", "))</dd></div>
            """
    }
}

extension Dashboard {
    /// What can be printed, pasted and saved of this unit and period.
    var fileLinks: FileLinks {
        let query = address.with("indicator", nil).query
        func link(_ text: String, _ segments: String...) -> FileLinks.Link {
            .init(text: text, address: Address(segments: ["units"] + segments, query: query))
        }
        return FileLinks(
            wording: wording,
            papers: [link(wording.say(FileText.resultsTitle), unit.id, "results")]
                + (form.isEmpty
                    ? [] : [link(wording.say(FileText.openPaper), unit.id, "papers", form)]),
            files: [link("JSON", unit.id + ".json")])
    }
}
