import Synchronization

/// The results of `transform` in the order of `elements`, computed by up to `jobs` tasks.
///
/// The only place where this target runs anything in parallel: outside it the program reads
/// serially. Elements are dealt out in small chunks, so that a few large notes don't leave a core
/// idle at the end.
package func concurrentMap<Element: Sendable, Result: Sendable>(
    _ elements: [Element], jobs: Int, transform: @escaping @Sendable (Element) -> Result
) async -> [Result] {
    await concurrentMap(elements, jobs: jobs, state: {}) { element, _ in transform(element) }
}

/// Like ``concurrentMap(_:jobs:transform:)``, with a state for each task that `transform` may use to
/// remember things.
package func concurrentMap<Element: Sendable, Result: Sendable, State>(
    _ elements: [Element], jobs: Int, state: @escaping @Sendable () -> State,
    transform: @escaping @Sendable (Element, inout State) -> Result
) async -> [Result] {
    if jobs <= 1 || elements.count <= 1 {
        var state = state()
        return elements.map { transform($0, &state) }
    }
    let deal = Deal(elements.count, among: jobs)
    return await withTaskGroup(of: [(Int, [Result])].self) { group in
        for _ in 0..<min(jobs, deal.chunkCount) {
            group.addTask {
                var state = state()
                var results: [(Int, [Result])] = []
                while let (chunk, range) = deal.next() {
                    results.append((chunk, elements[range].map { transform($0, &state) }))
                }
                return results
            }
        }
        var chunks = [[Result]](repeating: [], count: deal.chunkCount)
        for await results in group {
            for (chunk, results) in results { chunks[chunk] = results }
        }
        return Array(chunks.joined())
    }
}

/// Chunks of a range, each handed out once to whoever asks.
private final class Deal: Sendable {
    let chunkCount: Int
    private let count: Int
    private let size: Int
    private let handedOut = Atomic(0)

    init(_ count: Int, among jobs: Int) {
        self.count = count
        size = max(1, min(64, count / (jobs * 8)))
        chunkCount = (count + size - 1) / size
    }

    func next() -> (chunk: Int, range: Range<Int>)? {
        let chunk = handedOut.wrappingAdd(1, ordering: .relaxed).oldValue
        guard chunk < chunkCount else { return nil }
        return (chunk, chunk * size..<min((chunk + 1) * size, count))
    }
}
