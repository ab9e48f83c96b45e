/// The areas that lie in a unit: found here as well as by their names.
struct AreasSection {
    let page: Dashboard

    private var wording: Wording { page.wording }

    var body: HTML {
        let areas = page.areas.within
        guard !areas.isEmpty else { return .empty }
        let items: [HTML] = areas.map {
            "<li><a class=tap href=\"\($0.address.text)\">\($0.unit.name)</a>"
        }
        return """
            <section aria-labelledby=areas><header><h2 id=areas>\(wording.say(.areasTitle))</h2>\
            <span class="small dim">\(wording.say(.areasNote))</span></header>\
            <ul class=units>\(items)</ul></section>
            """
    }
}
