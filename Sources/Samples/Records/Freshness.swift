/// How a record stands to the sample as it is now, and to this machine.
enum Freshness: Equatable {
    case fresh
    /// Only the environment differs.
    case foreign([String])
    /// What the author wrote has changed.
    case stale

    /// - Parameter here: nil where that is not to be looked at (replay asks nothing of the machine).
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

    /// What can be known of this machine; nil for what is not installed.
    struct Environment {
        var runtimeVersion: String?
        var host: Host
        var sandbox: String?
    }
}
