/// What Obsidian's settings (`.obsidian/app.json`) say about a vault's notes.
package struct ObsidianSettings: Sendable {
    package var linkFormat: LinkFormat?
    package var strictLineBreaks: Bool?

    package init() {}

    /// - Parameter json: nil where the vault has none. What it does not say, Obsidian's own
    ///   defaults do.
    package init(json: String?) {
        guard let json, let node = readYAML(json, file: "app.json").node, node.entries != nil
        else { return }
        linkFormat = node["newLinkFormat"]?.text.flatMap(LinkFormat.init) ?? .shortest
        strictLineBreaks = node["strictLineBreaks"]?.bool ?? false
    }
}
