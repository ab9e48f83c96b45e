import Access

/// One line of a batch, read as far as that needs no store.
struct BatchLine: Sendable {
    enum Content: Sendable {
        case report(ReportBody)
        case tooLong
        case unreadable(Refusal)
    }

    /// Which report it is about, known or not.
    struct Key: Hashable, Sendable {
        let unitID: String?
        let form: String?
        let period: String?
    }

    let number: Int
    let content: Content

    init(_ line: LineSplitter.Line) {
        number = line.number
        guard let bytes = line.bytes else {
            content = .tooLong
            return
        }
        do throws(Refusal) {
            content = .report(try ReportBody(parsing: bytes))
        } catch {
            content = .unreadable(error)
        }
    }

    /// Nil for what cannot be read.
    var key: Key? {
        guard case .report(let body) = content else { return nil }
        return Key(unitID: body.unitID, form: body.form, period: body.period)
    }
}
