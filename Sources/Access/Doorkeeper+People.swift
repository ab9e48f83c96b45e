public import Storage
import Synchronization

/// Looking people up.
extension Doorkeeper {
    /// By name.
    var people: [PersonRecord] {
        book.withLock { Array($0.people.values) }.sorted { $0.key < $1.key }
    }

    func person(named name: String) -> PersonRecord? {
        book.withLock { $0.person(key: PersonName.key(name)) }
    }

    public func person(number: Int64) -> PersonRecord? {
        book.withLock { $0.people[number] }
    }

    func links(of person: Int64) -> [[UInt8]] {
        book.withLock { $0.links.values.filter { $0.person == person }.map(\.hash) }
    }

    func sessionHashes(of holder: SessionRecord.Holder) -> [[UInt8]] {
        book.withLock { $0.sessions(of: holder).map(\.hash) }
    }

    /// How many recovery codes somebody has left.
    func recoveryCodeCount(of person: Int64) -> Int {
        book.withLock { $0.recoveryCodes[person]?.count ?? 0 }
    }
}
