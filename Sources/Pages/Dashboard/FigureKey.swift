/// What dot, line, tick and dashes mean: the same in every figure.
struct FigureKey {
    let wording: Wording

    var body: HTML {
        """
        <p class=key><span><svg viewBox="0 0 30 12" aria-hidden=true>\
        <path class=whisk d="M0 6H30"/><path class=dot d="M15 6h0"/></svg>\
        \(wording.say(.keyValue))</span>\
        <span><svg viewBox="0 0 30 12" aria-hidden=true><path class=tick d="M15 0V12"/></svg>\
        \(wording.say(.keyTarget))</span>\
        <span><svg viewBox="0 0 30 12" aria-hidden=true><path class=aim d="M0 6H30"/></svg>\
        \(wording.say(.keyTargetLine))</span>\
        <span>\(wording.say(.keyNear))</span></p>
        """
    }
}
