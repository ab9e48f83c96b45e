/// A whole page: head, masthead, breadcrumb, content, footer.
struct Document {
    let frame: Frame
    let place: Frame.Place
    let title: String
    var trail: [Crumb] = []
    let main: HTML
    /// What stands in the footer beside the links: the state of the figures.
    var colophon: HTML = .empty
    /// Whether it looks like the entry form rather than like figures and lists.
    var isForm = false
    /// Modules that add to a page which works without them.
    var scripts: [Address] = []

    struct Crumb {
        let name: String
        /// Nil for the page itself, and for a unit that has no such page.
        let address: Address?
    }

    var html: HTML {
        """
        <!doctype html>
        <html lang=\(frame.wording.language.code)>
        <head>
        <meta charset=utf-8>
        <meta name=viewport content="width=device-width, initial-scale=1">
        <meta name=color-scheme content="light dark">
        <title>\(title) – mebe</title>
        <link rel=stylesheet href="\(frame.stylesheets.base.text)">
        <link rel=stylesheet href="\(sheet.text)">
        <link rel=icon type="image/svg+xml" href="/icon.svg">\(scripts.map(script))
        </head>
        <body>
        \(StateMark.symbols(in: "\(main)\(colophon)"))
        \(Masthead(frame: frame, place: place).body)
        \(if: !trail.isEmpty, breadcrumb)
        <main id=main class=page tabindex=-1>
        \(main)
        </main>
        \(footer)
        </body>
        </html>

        """
    }

    private var sheet: Address {
        isForm ? frame.stylesheets.form : frame.stylesheets.figures
    }

    // A module waits for the whole page by itself; what the first imports is named here too, so
    // that all come at once.
    private func script(_ address: Address) -> HTML {
        "\n<script type=module src=\"\(address.text)\"></script>"
    }

    private var breadcrumb: HTML {
        """
        <nav class="trail page" aria-label="\(frame.wording.say(.navUnits))"><ol>\
        \(trail.enumerated().map(item))</ol></nav>
        """
    }

    private func item(_ place: Int, _ crumb: Crumb) -> HTML {
        guard let address = crumb.address else {
            let isPage = place == trail.count - 1
            return "<li><span\(if: isPage, " aria-current=page")>\(crumb.name)</span></li>"
        }
        return "<li><a href=\"\(address.text)\">\(crumb.name)</a></li>"
    }

    private var footer: HTML {
        """
        <footer class=foot><div class=page><p>\(colophon)</p>\
        <p><a href="/help">\(frame.wording.say(.navHelp))</a></p></div></footer>
        """
    }
}
