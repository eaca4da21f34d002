import Basics

/// Returns the digest of everything that the author wrote and that reaches the process, on one
/// runtime. Options that affect how the sample is shown, expectations, and facts about this machine
/// are not part of it.
func recordKey(of sample: Sample, on runtime: Runtime) -> String {
    var digest = Digest()
    digest.add("record", ["1"])
    digest.add("runtime", [runtime.name, runtime.fileName])
    digest.add("command", runtime.command)
    digest.add("compile", runtime.compileCommand)
    digest.add("settings", pairs(runtime.environment))
    for folder in runtime.vaultFolders { digest.add("vault", [folder.path, folder.digest]) }
    digest.add("code", [sample.code])
    let options = sample.options
    digest.add("arguments", options.arguments)
    digest.add("stdin", [options.standardInput])
    digest.add("environment", pairs(options.environment))
    digest.add("timeout", options.timeoutSeconds.map { ["\($0)"] } ?? [])
    digest.add("memory", options.memoryBytes.map { ["\($0)"] } ?? [])
    digest.add("traces", ["\(options.traces)"])
    for (name, content) in sample.inputs.sorted(by: { $0.key < $1.key }) {
        digest.add("input", [name])
        digest.add(content)
    }
    return digest.value
}

private func pairs(_ variables: [String: String]) -> [String] {
    variables.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
}

/// Each item is hashed with its length, so that different lists can't give the same bytes.
private struct Digest {
    private var hash = SHA256()

    var value: String { hash.hexDigest() }

    mutating func add(_ label: String, _ items: [String]) {
        add(Array("\(label) \(items.count)".utf8))
        for item in items { add(Array(item.utf8)) }
    }

    mutating func add(_ bytes: [UInt8]) {
        hash.update(Array("\(bytes.count):".utf8))
        hash.update(bytes)
    }
}
