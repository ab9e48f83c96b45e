extension Substring {
    /// The text without SP and HTAB at its ends (OWS, RFC 9110 §5.6.3).
    var trimmingBlanks: Substring {
        var text = utf8
        while let first = text.first, first.isBlank { text.removeFirst() }
        while let last = text.last, last.isBlank { text.removeLast() }
        return Substring(text)
    }
}
