/// The tools of this machine, and the only way to run them: in a fixed environment and folder, held
/// by the sandbox where there is one, and by limits.
package actor Toolbox {
    package nonisolated let places: ToolPlaces
    private var confining: Task<Confinement, Never>?
    private var probing: Task<[Python], Never>?
    private var remembered: [RememberedPython] = []

    package init(_ places: ToolPlaces) { self.places = places }

    /// The first program of a name; nil when there is none.
    package nonisolated func find(_ name: String) -> Tool? {
        places.programs(named: name).first.map { Tool(path: $0) }
    }

    /// Runs a tool to its end.
    ///
    /// - Parameters:
    ///   - input: its whole standard input. It need not read it.
    ///   - reads: what it may read beside the system's own, at the same paths.
    /// - Throws: when it can't be started, printed more than it may, or took too long.
    package func run(
        _ tool: Tool, _ arguments: [String], input: [UInt8] = [], reads: [String] = [],
        environment: [String: String] = [:], limits: ToolLimits
    ) async throws -> Tool.Output {
        try await converse(
            tool, arguments, reads: reads, environment: environment, limits: limits
        ) { writer in
            try await writer.write(input)
            try await writer.finish()
        } read: { output in
            try await output.rest()
        }
    }

    func confinement() async -> Confinement {
        if let confining { return await confining.value }
        let places = places
        let task = Task { await Confinement(places) }
        confining = task
        return await task.value
    }

    /// Every Python on the path, as it says of itself.
    func pythons() async -> [Python] {
        if let probing { return await probing.value }
        let paths = places.programs(named: "python3")
        let task = Task {
            await withTaskGroup(of: (Int, (Python?, RememberedPython)).self) { group in
                for (index, path) in paths.enumerated() {
                    group.addTask { (index, await self.probe(path)) }
                }
                var found: [Int: (Python?, RememberedPython)] = [:]
                for await (index, answer) in group { found[index] = answer }
                let inOrder = paths.indices.compactMap { found[$0] }
                self.remembered = inOrder.map(\.1)
                return inOrder.compactMap(\.0)
            }
        }
        probing = task
        return await task.value
    }
}

/// What is known of the tools from one build to the next.
extension Toolbox {
    /// Tells what an earlier build knew.
    package func recall(_ known: [RememberedPython]) {
        if probing == nil { remembered = known }
    }

    /// What is known now.
    package var known: [RememberedPython] { remembered }

    /// What is known of all Pythons there are, if nothing of it is old.
    func knownPythons() -> [RememberedPython]? {
        let paths = places.programs(named: "python3")
        guard !paths.isEmpty, remembered.allSatisfy({ $0.stamp == $0.currentStamp }) else {
            return nil
        }
        return Set(paths).isSubset(of: remembered.map(\.path)) ? remembered : nil
    }
}
