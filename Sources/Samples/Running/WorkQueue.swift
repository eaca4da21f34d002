import Basics

/// Gives out items one at a time to several workers.
actor WorkQueue<Item: Sendable> {
    private var items: ArraySlice<Item>

    init(_ items: [Item]) { self.items = items[...] }

    func next() -> Item? { items.popFirst() }
}

/// Applies `transform` to all items on at most `jobs` concurrent tasks. The results are in the
/// order of the items.
func concurrentMap<Item: Sendable, Result: Sendable>(
    _ items: [Item], jobs: Int, _ transform: @escaping @Sendable (Item) async -> Result
) async -> [Result] {
    let size = max(1, (items.count + jobs * 4 - 1) / max(1, jobs * 4))
    let starts = Array(stride(from: 0, to: items.count, by: size))
    return await withTaskGroup(of: (Int, [Result]).self) { group in
        var results = [[Result]](repeating: [], count: starts.count)
        var next = 0
        func addOne() {
            guard next < starts.count else { return }
            let (index, chunk) = (next, items[starts[next]..<min(starts[next] + size, items.count)])
            next += 1
            group.addTask {
                var part: [Result] = []
                for item in chunk { part.append(await transform(item)) }
                return (index, part)
            }
        }
        for _ in 0..<max(1, jobs) { addOne() }
        for await (index, part) in group {
            results[index] = part
            addOne()
        }
        return results.flatMap { $0 }
    }
}
