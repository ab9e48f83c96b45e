import SQLite

extension SQLiteStore {
    /// Writes many reports in one transaction, all or none; for data made by the program itself.
    ///
    /// - Throws: the first refusal, after which nothing of them is stored.
    public func submit(together submissions: [Submission]) async throws(StoreError) {
        let now = self.now
        try await writer.perform { [tree] connection throws(StoreError) in
            var writing = BatchWriting(edition: tree.edition, seq: tree.seq, now: now)
            try connection.transaction(.immediate) { () throws(StoreError) in
                for submission in submissions {
                    _ = try writing.result(of: submission, in: connection).get()
                }
            }
            tree.apply(writing.changes, seq: writing.seq)
        }
    }
}
