/// On a phone: that a table has more columns to the right.
struct SwipeHint {
    let wording: Wording

    var body: HTML {
        "<p class=swipe>\(wording.say(.swipeForMore))</p>"
    }
}
