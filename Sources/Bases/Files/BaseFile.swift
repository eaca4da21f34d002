package import Vault

/// A note or an attachment as bases see it.
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
    /// The properties of its front matter, in their order.
    package let properties: [Property]
    /// The positions of properties by name and by folded name. To save memory, only notes with many
    /// properties have them; in others a property is searched for.
    private let positions: [String: Int]
    /// The tags of the front matter and the text, without `#`.
    package var tags: [String]
    /// All links to files in the properties and the text, including embeds.
    package var links: [BaseLink]
    package var embeds: [BaseLink]
    /// The number of bytes.
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

    /// The name that links show. Only notes have no extension in it.
    package var name: String { path.isNote ? String(path.stem) : String(path.name) }

    /// The path of the folder. As in Obsidian, it is `/` for the vault itself.
    package var folder: String { path.folder.isEmpty ? "/" : String(path.folder) }

    /// Returns the value of a property. Case is ignored when no name is equal.
    package func property(_ name: String) -> BaseValue? {
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

    package static let fields = [
        "backlinks", "basename", "ctime", "embeds", "ext", "file", "folder", "links", "mtime",
        "name",
        "path", "properties", "size", "tags",
    ]
}
