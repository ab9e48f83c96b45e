/// How to report, how to read the figures, and what the answers mean.
public struct HelpView {
    private let frame: Frame
    private let origin: String

    /// - Parameter origin: This server as clients reach it, such as `https://mebe.example.vn`,
    ///   for the examples.
    public init(frame: Frame, origin: String) {
        self.frame = frame
        self.origin = origin
    }

    public var html: HTML {
        let content =
            switch frame.wording.language {
            case .vietnamese: HelpVietnamese(origin: origin).body
            case .english: HelpEnglish(origin: origin).body
            }
        return Document(
            frame: frame, place: .help, title: frame.wording.say(.navHelp),
            main: "<div class=prose>\(content)</div>"
        ).html
    }

    /// A report as a client sends it; the same in every language.
    static func example(origin: String) -> HTML {
        """
        <pre tabindex=0><code>curl -i \(origin)/api/v1/reports \\
          -H "Authorization: Bearer TOKEN" \\
          -H "Content-Type: application/json" \\
          -d '{"org_unit": "VN-2024-01219", "form": "mnch",
               "period": "2024-01", "status": "submitted",
               "values": {"deliveries_at_station": 3,
                          "deliveries_other_facility": 6,
                          "deliveries_outside_facility": 0,
                          "deliveries_anc4": 8}}'</code></pre>
        """
    }
}
