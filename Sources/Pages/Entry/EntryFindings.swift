import Reporting

/// How many errors and warnings a section holds.
struct EntryFindings {
    let page: EntryPage
    let section: FormVersion.Section

    var tally: HTML {
        let errors = small("no", .tallyErrors, count(page.errors))
        return errors + small("near", .tallyWarnings, count(page.warnings))
    }

    private func small(_ kind: String, _ key: TextKey, _ count: Int) -> HTML {
        guard count > 0 else { return .empty }
        let text = page.wording.say(key, ["n": page.wording.count(count)])
        return "<small class=\"\(kind)\">\(text)</small>"
    }

    private func count(_ findings: [Finding]) -> Int {
        section.elements.reduce(0) {
            $0 + page.findings(findings, at: page.catalogue.elements[$1]).count
        }
    }
}
