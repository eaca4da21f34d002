import Basics
import Evidence
import Tools
import Vault

/// The positions of the notes with the most links, and the links between them.
package struct LinkMap: Sendable {
    struct Node: Sendable {
        var note: Int
        /// The distance from the left edge, in points. `y` is the distance from the top.
        var x: Double
        var y: Double
        var degree: Int
    }

    var width = 0.0
    var height = 0.0
    var nodes: [Node] = []
    /// Pairs of indices of `nodes`.
    var edges: [(Int, Int)] = []

    static let limit = 200
}

/// Computes the layout of the link graph with Graphviz. Returns nil if Graphviz is missing or no
/// note links to another.
func drawLinkMap(
    _ vault: Vault, _ graph: LinkGraph, tools: Toolbox, cacheFolder: String?
) async -> LinkMap? {
    var map = mostLinked(vault, graph)
    if map.edges.isEmpty { return nil }
    let source = dotSource(map, vault)
    let path = cacheFolder.map(CacheFile.linkMap.path)
    var cache = path.map { ConversionCache(path: $0) } ?? ConversionCache()
    let key = Digest(source)
    if let known = cache.entries[key] {
        return map.readPlaces(String(decoding: known, as: UTF8.self)) ? map : nil
    }
    guard let program = tools.find("sfdp") else { return nil }
    let output = try? await tools.run(
        program, ["-Tplain"], input: Array(source.utf8),
        limits: ToolLimits(memory: 1 << 30, seconds: 30, output: 8 << 20))
    guard let output, output.isSuccess,
        map.readPlaces(String(decoding: output.bytes, as: UTF8.self))
    else { return nil }
    cache.entries = [key: output.bytes]
    if let path { await cache.save(to: path, keeping: cache.entries) }
    return map
}

/// Two notes that are linked in at least one direction.
private struct Pair: Hashable {
    var lower: Int
    var higher: Int

    init(_ a: Int, _ b: Int) { (lower, higher) = (min(a, b), max(a, b)) }
}

private func mostLinked(_ vault: Vault, _ graph: LinkGraph) -> LinkMap {
    var pairs: Set<Pair> = []
    var degree = [Int](repeating: 0, count: vault.notes.count)
    for (target, backlinks) in graph.backlinks.enumerated() {
        for backlink in backlinks where pairs.insert(Pair(backlink.note, target)).inserted {
            degree[backlink.note] += 1
            degree[target] += 1
        }
    }
    let shown = degree.indices.filter { degree[$0] > 0 }
        .sorted { (degree[$1], $0) < (degree[$0], $1) }.prefix(LinkMap.limit).sorted()
    let place = Dictionary(
        shown.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var map = LinkMap()
    map.nodes = shown.map { LinkMap.Node(note: $0, x: 0, y: 0, degree: degree[$0]) }
    map.edges = pairs.compactMap { pair in
        guard let a = place[pair.lower], let b = place[pair.higher] else { return nil }
        return (a, b)
    }.sorted { $0 < $1 }
    return map
}

/// Writes each node with the size of its label instead of the label, because Graphviz would search
/// for fonts.
private func dotSource(_ map: LinkMap, _ vault: Vault) -> String {
    var text =
        "graph {\nlayout=sfdp; quadtree=fast; overlap=prism; K=1.2; overlap_scaling=1; repulsiveforce=1.5; start=7; node [shape=box, height=0.42, fixedsize=true, label=\"\"];\n"
    for (index, node) in map.nodes.enumerated() {
        let letters = min(vault.notes[node.note].title.count, 22)
        text += "\(index) [width=\(coordinate(0.35 + Double(letters) * 0.088))];\n"
    }
    for (a, b) in map.edges { text += "\(a) -- \(b);\n" }
    return text + "}\n"
}

extension LinkMap {
    /// Reads positions from Graphviz's plain format: `graph scale width height` and `node name x y
    /// …`, in inches from the bottom left. Returns false if a position is missing.
    fileprivate mutating func readPlaces(_ plain: String) -> Bool {
        var placed = 0
        for line in plain.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.first == "graph", words.count >= 4 {
                width = (Double(words[2]) ?? 0) * 72
                height = (Double(words[3]) ?? 0) * 72
            } else if words.first == "node", words.count >= 4, let index = Int(words[1]),
                nodes.indices.contains(index), let x = Double(words[2]), let y = Double(words[3])
            {
                nodes[index].x = x * 72
                nodes[index].y = height - y * 72
                placed += 1
            }
        }
        return placed == nodes.count && width > 0
    }
}
