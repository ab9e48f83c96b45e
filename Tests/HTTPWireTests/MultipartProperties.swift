import HTTPWire

/// What must hold for any octets as a multipart form; the boundary is `b`.
enum MultipartProperties {
    /// The first property that does not hold, or nil.
    static func violation(_ octets: [UInt8]) -> String? {
        let whole = outcome(octets, at: [])
        for cuts in Cuts.ways(of: octets.count) {
            let cut = outcome(octets, at: cuts)
            if cut != whole { return "whole \(whole), cut \(cut)" }
        }
        _ = Query(form: octets, contentType: "multipart/form-data; boundary=b")
        return roundTripViolation(octets)
    }

    /// The parts, each with its content, as far as they are whole, and what ended them.
    private static func outcome(_ octets: [UInt8], at cuts: [Int]) -> [String] {
        var lines: [String] = []
        guard let type = MediaType(parsing: "multipart/form-data; boundary=b") else { return [] }
        do throws(MultipartFault) {
            var decoder = try MultipartDecoder(type)
            var content: [UInt8] = []
            for portion in Cuts.portions(octets, at: cuts) {
                for event in try decoder.decode(portion) {
                    switch event {
                    case .begin(let part):
                        content = []
                        lines.append("\(part)")
                    case .content(let more): content += more
                    case .end: lines.append("\(content)")
                    }
                }
            }
            try decoder.finish()
        } catch {
            // Parts before a fault may or may not have been handed out.
            return ["\(error)"]
        }
        return lines
    }

    /// Any content without the boundary comes through as it is.
    private static func roundTripViolation(_ octets: [UInt8]) -> String? {
        guard octets.firstRange(of: Array("\r\n--b".utf8)) == nil else { return nil }
        let head = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n"
        let body = Array(head.utf8) + octets + Array("\r\n--b--\r\n".utf8)
        let lines = outcome(body, at: [body.count / 2])
        return lines.last == "\(octets)" && lines.count == 2 ? nil : "\(octets) give \(lines)"
    }
}
