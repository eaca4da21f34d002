extension Sample {
    /// True if this sample belongs to shard `index` (from 1) of `count`, when the samples are
    /// distributed over machines. It depends on the note and the name only, so adding a sample
    /// moves no other. The arms of one measurement stay together.
    package func isInShard(_ index: Int, of count: Int) -> Bool {
        guard count > 1 else { return true }
        let group = options.measure.map { "measure \($0)" } ?? "\(note)\u{0}\(name)"
        let digest = SHA256.hexDigest(of: group.utf8)
        let number = UInt64(digest.prefix(15), radix: 16) ?? 0
        return Int(number % UInt64(count)) == index - 1
    }
}
