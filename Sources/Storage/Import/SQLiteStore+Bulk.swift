import SQLite

extension SQLiteStore {
    /// Writes many reports in one transaction, all or none; for data made by the program itself.
    ///
    /// - Throws: the first refusal, after which nothing of them is stored.
    public func submit(together submissions: [Submission]) async throws(StoreError) {
        let now = self.now
        try await writer.perform { [tree] connection throws(StoreError) in
            let edition = tree.edition
            var writing = BatchWriting(for: tree, seq: tree.seq, now: now)
            var shelves: Set<Shelf.Key> = []
            try connection.transaction(.immediate) { () throws(StoreError) in
                for submission in submissions {
                    let encoded = EncodedValues(
                        submission.values, of: submission.formVersion, edition: edition)
                    _ = try writing.result(of: submission, encoded, in: connection).get()
                    shelves.insert(submission.key.shelf)
                }
            }
            tree.forget(shelves, seq: writing.seq)
        }
    }
}
