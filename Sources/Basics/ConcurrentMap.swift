import Synchronization

/// Returns the results of `transform` in the order of `elements`, computed by up to `jobs` tasks.
///
/// Elements are handed out in small chunks, so that a few large notes don't leave a core idle at
/// the end.
package func concurrentMap<Element: Sendable, Result: Sendable>(
    _ elements: [Element], jobs: Int, transform: @escaping @Sendable (Element) -> Result
) async -> [Result] {
    await concurrentMap(elements, jobs: jobs, state: {}) { element, _ in transform(element) }
}

/// Does the same as ``concurrentMap(_:jobs:transform:)``, with a state for each task, in which
/// `transform` may keep what it needs again.
package func concurrentMap<Element: Sendable, Result: Sendable, State>(
    _ elements: [Element], jobs: Int, state: @escaping @Sendable () -> State,
    transform: @escaping @Sendable (Element, inout State) -> Result
) async -> [Result] {
    if jobs <= 1 || elements.count <= 1 {
        var state = state()
        return elements.map { transform($0, &state) }
    }
    let queue = ChunkQueue(elements.count, among: jobs)
    return await withTaskGroup(of: [(Int, [Result])].self) { group in
        for _ in 0..<min(jobs, queue.chunkCount) {
            group.addTask {
                var state = state()
                var results: [(Int, [Result])] = []
                while let (chunk, range) = queue.next() {
                    results.append((chunk, elements[range].map { transform($0, &state) }))
                }
                return results
            }
        }
        var chunks = [[Result]](repeating: [], count: queue.chunkCount)
        for await results in group {
            for (chunk, results) in results { chunks[chunk] = results }
        }
        return Array(chunks.joined())
    }
}

/// Hands out the chunks of a range, each of them once.
private final class ChunkQueue: Sendable {
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
