/// A file of the vault with its content.
package struct SourceFile: Sendable {
    package var path: VaultPath
    package var bytes: [UInt8]
    /// The modification time in seconds since 1970.
    package var modified: Int

    package init(path: VaultPath, bytes: [UInt8], modified: Int = 0) {
        self.path = path
        self.bytes = bytes
        self.modified = modified
    }
}
