import Basics
package import Vault

/// A file of the site, before it is written.
package struct OutputFile: Sendable {
    package enum Content: Sendable {
        case bytes([UInt8])
        /// The absolute path of a file to copy.
        case copy(of: String)
    }

    package var path: PagePath
    package var content: Content

    package init(path: PagePath, content: Content) {
        self.path = path
        self.content = content
    }

    /// A page, a feed or another text that the program writes, in UTF-8.
    init(path: PagePath, markup: [UInt8]) {
        self.init(path: path, content: .bytes(markup.replacingForbiddenInXML()))
    }
}
