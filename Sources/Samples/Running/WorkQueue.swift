/// Gives out items one at a time to several workers.
actor WorkQueue<Item: Sendable> {
    private var items: ArraySlice<Item>

    init(_ items: [Item]) { self.items = items[...] }

    func next() -> Item? { items.popFirst() }
}
