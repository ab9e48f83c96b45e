import JSON

/// What this device holds until the line is back, for a script to show on one's own page.
struct WaitingReports {
    let frame: Frame
    let scripts: [Address]

    private static let texts: [ScriptText] = [.outbox, .outboxWaiting, .outboxAsked]

    var body: HTML {
        guard let viewer = frame.viewer, !scripts.isEmpty else { return .empty }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("reader")
        writer.value(viewer.key)
        writer.key("text")
        writer.beginObject()
        for text in Self.texts {
            writer.key(text.rawValue)
            writer.value(text.text(frame.wording))
        }
        writer.endObject()
        writer.endObject()
        return """
            <div id=outbox class="box info" role=status hidden></div>\
            <script type="application/json" id=data>\(HTML(json: writer.bytes))</script>
            """
    }
}
