extension [UInt8] {
    /// Memory up to this size is not worth moving a rest out of it.
    private static var keptCapacityMax: Int { 2_048 }
    /// A spare larger than this was needed once and would be kept for ever.
    private static var spareCapacityMax: Int { 1_048_576 }

    /// Keeps the octets at `range` alone, and leaves memory that is too large for them to a
    /// spare.
    mutating func giveStorageBack(to spare: inout [UInt8], keeping range: Range<Int>) {
        let isTooLarge = capacity > Self.keptCapacityMax && capacity / 4 > range.count
        guard range.isEmpty || isTooLarge else { return removeSubrange(..<range.lowerBound) }
        // `Array(self[range])` would share the memory where the range is the whole.
        var old: [UInt8] = []
        old.append(contentsOf: self[range])
        swap(&self, &old)
        guard old.capacity > spare.capacity, old.capacity <= Self.spareCapacityMax else { return }
        old.removeAll(keepingCapacity: true)
        swap(&spare, &old)
    }
}
