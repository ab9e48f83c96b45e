import HTTPWire

/// What must hold for any octets as a chunked body.
enum ChunkProperties {
    private static let tight = BodyLimits(
        bodyLengthMax: 12, chunkExtensionLengthMax: 8, trailerLengthMax: 12)

    /// The first property that does not hold, or nil.
    static func violation(_ octets: [UInt8]) -> String? {
        for limits in [BodyLimits.standard, tight] {
            let whole = outcome(octets, at: [], limits)
            if whole.body.count > limits.bodyLengthMax { return "the limit was passed" }
            for cuts in Cuts.ways(of: octets.count) {
                let cut = outcome(octets, at: cuts, limits)
                if cut != whole { return "whole \(whole), cut \(cut)" }
            }
        }
        return roundTripViolation(octets)
    }

    private struct Outcome: Equatable {
        var body: [UInt8] = []
        var consumed = 0
        var fault: WireFault?
        var isWhole = false
    }

    private static func outcome(
        _ octets: [UInt8], at cuts: [Int], _ limits: BodyLimits
    ) -> Outcome {
        var outcome = Outcome()
        guard var decoder = try? BodyDecoder(.chunked, limits: limits) else { return outcome }
        for portion in Cuts.portions(octets, at: cuts) {
            switch decoder.decode(portion.span.bytes, into: &outcome.body) {
            case .incomplete: outcome.consumed += portion.count
            case .done(let consumed):
                outcome.consumed += consumed
                outcome.isWhole = true
                return outcome
            case .malformed(let fault):
                // How much was decoded before the fault depends on the portions.
                return Outcome(fault: fault)
            }
        }
        return outcome
    }

    /// Any octets can be sent in chunks of any size.
    private static func roundTripViolation(_ octets: [UInt8]) -> String? {
        var coded: [UInt8] = []
        var rest = octets[...]
        while let size = rest.first {
            let chunk = rest.prefix(Int(size % 16) + 1)
            coded += Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + [13, 10]
            rest = rest.dropFirst(chunk.count)
        }
        coded += Array("0\r\n\r\n".utf8)
        let outcome = outcome(coded, at: [coded.count / 2], .standard)
        return outcome.isWhole && outcome.body == octets && outcome.consumed == coded.count
            ? nil : "chunks of \(octets) give \(outcome)"
    }
}
