/// The tools of this machine. It is the only way to run them: with a fixed environment and working
/// directory, in the sandbox if there is one, and with resource limits.
package actor Toolbox {
    package nonisolated let places: ToolPlaces
    private var confinementTask: Task<Confinement, Never>?
    private var probeTask: Task<[Python], Never>?
    private var remembered: [RememberedPython] = []

    package init(_ places: ToolPlaces) { self.places = places }

    /// Returns the first program of a name; nil if there is none.
    package nonisolated func find(_ name: String) -> Tool? {
        places.programs(named: name).first.map { Tool(path: $0) }
    }

    /// Runs a tool until it ends.
    ///
    /// - Parameters:
    ///   - input: its standard input. The tool need not read it.
    ///   - reads: files and folders that it may read in addition to the system's own, at the same
    ///     paths.
    /// - Throws: if the tool can't be started, exceeds its output limit, or takes too long.
    package func run(
        _ tool: Tool, _ arguments: [String], input: [UInt8] = [], reads: [String] = [],
        environment: [String: String] = [:], limits: ToolLimits
    ) async throws -> Tool.Output {
        try await runStreaming(
            tool, arguments, reads: reads, environment: environment, limits: limits
        ) { writer in
            try await writer.write(input)
            try await writer.finish()
        } read: { output in
            try await output.rest()
        }
    }

    func confinement() async -> Confinement {
        if let confinementTask { return await confinementTask.value }
        let places = places
        let task = Task { await Confinement(places) }
        confinementTask = task
        return await task.value
    }

    /// Returns every Python on `PATH`, with what it reports about itself.
    func pythons() async -> [Python] {
        if let probeTask { return await probeTask.value }
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
        probeTask = task
        return await task.value
    }
}

/// Facts about tools that are kept from one build to the next.
extension Toolbox {
    /// Supplies the facts that an earlier build found.
    package func recall(_ known: [RememberedPython]) {
        if probeTask == nil { remembered = known }
    }

    /// The facts to keep for the next build.
    package var known: [RememberedPython] { remembered }

    /// Returns the remembered facts if they cover every Python on `PATH` and none of them is out of
    /// date; nil otherwise.
    func knownPythons() -> [RememberedPython]? {
        let paths = places.programs(named: "python3")
        guard !paths.isEmpty, remembered.allSatisfy({ $0.stamp == $0.currentStamp }) else {
            return nil
        }
        return Set(paths).isSubset(of: remembered.map(\.path)) ? remembered : nil
    }
}
