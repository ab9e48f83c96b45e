/// The field that finds units by name.
struct UnitSearch {
    let wording: Wording
    let query: String

    var body: HTML {
        """
        <form class=search role=search action="/units"><label for=q>\(wording.say(.searchLabel))\
        </label><input id=q name=q type=search value="\(query)" maxlength=80>\
        <button class=btn>\(wording.say(.searchButton))</button></form>
        """
    }
}
