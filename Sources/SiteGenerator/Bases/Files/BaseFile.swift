/// What a base may know of a file: a note or an attachment.
package struct BaseFile: Sendable {
    package struct Property: Sendable {
        package var name: String
        package var value: BaseValue

        package init(name: String, value: BaseValue) {
            self.name = name
            self.value = value
        }
    }

    package var path: VaultPath
    /// Of its front matter, in that order.
    package let properties: [Property]
    /// Of a note with many properties: their positions by name, and by folded name.
    private let positions: [String: Int]
    /// Without `#`; those of the front matter and those in the text.
    package var tags: [String]
    /// All links to files: in properties and in the text, embeds among them.
    package var links: [BaseLink]
    package var embeds: [BaseLink]
    /// In bytes.
    package var size: Int?
    package var created: BaseDate?
    package var modified: BaseDate?

    package init(
        path: VaultPath, properties: [Property] = [], tags: [String] = [], links: [BaseLink] = [],
        embeds: [BaseLink] = [], size: Int? = nil, created: BaseDate? = nil,
        modified: BaseDate? = nil
    ) {
        self.path = path
        self.properties = properties
        var positions: [String: Int] = [:]
        if properties.count > Self.fewProperties {
            for (position, property) in properties.enumerated() {
                positions[property.name] = position
                if positions[property.name.folded] == nil {
                    positions[property.name.folded] = position
                }
            }
        }
        self.positions = positions
        self.tags = tags
        self.links = links
        self.embeds = embeds
        self.size = size
        self.created = created
        self.modified = modified
    }

    /// A note's without its `.md`, any other file's with its extension: what links show.
    package var name: String { path.isNote ? String(path.stem) : String(path.name) }

    /// `/` at the vault's top, as in Obsidian.
    var folder: String { path.folder.isEmpty ? "/" : String(path.folder) }

    /// Names of properties are compared without regard to case where none is spelled so.
    func property(_ name: String) -> BaseValue? {
        if properties.count > Self.fewProperties {
            return (positions[name] ?? positions[name.folded]).map { properties[$0].value }
        }
        for property in properties where property.name == name { return property.value }
        for property in properties
        where property.name.utf8.count == name.utf8.count && property.name.folded == name.folded {
            return property.value
        }
        return nil
    }

    private static let fewProperties = 24

    static let fields = [
        "backlinks", "basename", "ctime", "embeds", "ext", "file", "folder", "links", "mtime",
        "name",
        "path", "properties", "size", "tags",
    ]
}
