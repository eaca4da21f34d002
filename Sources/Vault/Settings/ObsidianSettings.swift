/// The settings of Obsidian (`.obsidian/app.json`) that concern a vault's notes.
package struct ObsidianSettings: Sendable {
    package var linkFormat: LinkFormat?
    package var strictLineBreaks: Bool?
    /// Properties that were given a type.
    package var propertyNames: Set<String> = []

    package init() {}

    /// - Parameters:
    ///   - json: nil where the vault has none. What it does not say, Obsidian's own defaults do.
    ///   - types: the types of properties; nil where the vault has none.
    package init(json: String?, types: String? = nil) {
        if let types, let node = readYAML(types, file: "types.json").node {
            propertyNames = Set((node["types"]?.entries ?? []).map(\.key))
        }
        guard let json, let node = readYAML(json, file: "app.json").node, node.entries != nil
        else { return }
        linkFormat = node["newLinkFormat"]?.text.flatMap(LinkFormat.init) ?? .shortest
        strictLineBreaks = node["strictLineBreaks"]?.bool ?? false
    }
}
