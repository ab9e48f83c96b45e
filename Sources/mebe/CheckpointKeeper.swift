import Logging
import Storage

/// Writes signed checkpoints of the journal while the server runs: after so many revisions, and
/// once a day when anything came.
enum CheckpointKeeper {
    /// How often it is looked whether one is due; never on the way of a request.
    private static let pause = Duration.seconds(60)

    /// Goes on until it is cancelled.
    static func run(_ store: SQLiteStore, logger: Logger) async {
        while !Task.isCancelled {
            // It ends early only by being cancelled, which the loop's condition sees.
            try? await Task.sleep(for: pause)
            guard !Task.isCancelled else { return }
            do throws(StoreError) {
                try await store.makeCheckpointIfDue()
            } catch {
                logger.error("checkpoint: \(error)")
            }
        }
    }
}
