/// Whether a record still fits: it is compared with the current sample and with this machine.
enum Freshness: Equatable {
    case fresh
    /// Only the environment differs.
    case foreign([String])
    /// The author has changed the sample.
    case stale

    /// - Parameter here: nil to ignore the environment, as replay does: it examines nothing of the
    ///   machine.
    init(_ record: SampleRecord, key: String, here: Environment?) {
        guard record.key == key else {
            self = .stale
            return
        }
        guard let here else {
            self = .fresh
            return
        }
        let observed = record.observation
        var differences: [String] = []
        if let version = here.runtimeVersion, version != observed.runtimeVersion {
            differences.append("runtime \(observed.runtimeVersion), here \(version)")
        }
        differences += here.host.differences(from: observed.host)
        if let sandbox = here.sandbox, sandbox != observed.sandbox {
            differences.append("sandbox \(observed.sandbox), here \(sandbox)")
        }
        self = differences.isEmpty ? .fresh : .foreign(differences)
    }

    /// The facts about this machine; nil for a runtime that is not installed.
    struct Environment {
        var runtimeVersion: String?
        var host: Host
        var sandbox: String?
    }
}
