extension MeasurementPlan {
    /// Returns the digest of everything that the author wrote and that reaches the processes.
    /// Settings that only affect how results are shown (title, unit, baseline, better direction)
    /// and facts about this machine are not part of it. Returns nil if an arm's runtime isn't among
    /// `runtimes`.
    func key(runtimes: [Runtime]) -> String? {
        var words = ["measurement", "\(rounds)"]
        for parameter in parameters {
            words += ["parameter", parameter.name, "\(parameter.values.count)"] + parameter.values
        }
        for arm in arms {
            guard let runtime = runtimes.first(where: { $0.name == arm.runtime }) else {
                return nil
            }
            words += ["arm", arm.subject, recordKey(of: arm.sample, on: runtime)]
        }
        var hash = SHA256()
        // Each word is hashed with its length, so that different plans can't give the same bytes.
        for word in words { hash.update(Array("\(word.utf8.count):\(word)".utf8)) }
        return hash.hexDigest()
    }
}
