/// The prepared statements of one connection, found by the address of their SQL literal.
///
/// A literal stays where the linker put it for the life of the process, so its address is a
/// key that costs no hashing of text. Two equal literals in two places make two statements.
final class StatementCache {
    private var slots: [UInt: Slot] = [:]

    /// Where the statement of one literal waits between uses; empty while it is in use.
    final class Slot {
        private var waiting: Statement?

        func take() -> Statement? {
            waiting.take()
        }

        /// Keeps the statement for the next use, unless a recursive use already left one.
        func putBack(_ statement: consuming Statement) {
            if waiting == nil { waiting = consume statement }
        }
    }

    func slot(for sql: StaticString) -> Slot {
        let address = unsafe UInt(bitPattern: sql.utf8Start)
        if let slot = slots[address] { return slot }
        let slot = Slot()
        slots[address] = slot
        return slot
    }

    func removeAll() {
        slots = [:]
    }
}
