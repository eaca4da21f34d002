/// The settings of Obsidian (`.obsidian/app.json`) that concern a vault's notes.
package struct ObsidianSettings: Sendable {
    package var linkFormat: LinkFormat?
    package var strictLineBreaks: Bool?

    package init() {}

    /// - Parameter json: the file's text; nil if the vault has none. Obsidian's own defaults
    ///   replace what it does not say.
    package init(json: String?) {
        guard let json, let node = readYAML(json, file: "app.json").node, node.entries != nil
        else { return }
        linkFormat = node["newLinkFormat"]?.text.flatMap(LinkFormat.init) ?? .shortest
        strictLineBreaks = node["strictLineBreaks"]?.bool ?? false
    }
}
