/// A file of the vault as it was read.
package struct SourceFile: Sendable {
    package var path: VaultPath
    package var bytes: [UInt8]
    /// Seconds since 1970.
    package var modified: Int

    package init(path: VaultPath, bytes: [UInt8], modified: Int = 0) {
        self.path = path
        self.bytes = bytes
        self.modified = modified
    }
}
