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

/// Like ``concurrentMap(_:jobs:transform:)``, with a state for each chunk of elements that
/// `transform` may use to remember things.
package func concurrentMap<Element: Sendable, Result: Sendable, State>(
    _ elements: [Element], jobs: Int, state: @escaping @Sendable () -> State,
    transform: @escaping @Sendable (Element, inout State) -> Result
) async -> [Result] {
    func map(_ part: ArraySlice<Element>) -> [Result] {
        var state = state()
        return part.map { transform($0, &state) }
    }
    let chunk = max(1, min(64, elements.count / (max(jobs, 1) * 8)))
    if jobs <= 1 || elements.count <= 1 { return map(elements[...]) }

    let starts = Array(stride(from: 0, to: elements.count, by: chunk))
    return await withTaskGroup(of: (Int, [Result]).self) { group in
        func addTask(_ index: Int) {
            let range = starts[index]..<min(starts[index] + chunk, elements.count)
            group.addTask {
                var state = state()
                return (index, elements[range].map { transform($0, &state) })
            }
        }
        var next = 0
        while next < min(jobs, starts.count) {
            addTask(next)
            next += 1
        }
        var chunks = [[Result]](repeating: [], count: starts.count)
        while let (index, results) = await group.next() {
            chunks[index] = results
            if next < starts.count {
                addTask(next)
                next += 1
            }
        }
        return Array(chunks.joined())
    }
}
