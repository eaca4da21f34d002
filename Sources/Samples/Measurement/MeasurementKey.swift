extension MeasurementPlan {
    /// The digest of all that the author wrote and that reaches the processes. Nothing of how
    /// results are shown (title, unit, baseline, which way is better) goes into it, and nothing of
    /// this machine. Nil when an arm's runtime isn't among `runtimes`.
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
        // Each with its length, so that no two plans look alike.
        for word in words { hash.update(Array("\(word.utf8.count):\(word)".utf8)) }
        return hash.hexDigest()
    }
}
