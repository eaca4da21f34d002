/// Why the server can't run.
package struct ServerError: Error, Hashable, CustomStringConvertible {
    /// What was found.
    package var message: String
    /// How to mend it.
    package var help: String

    package var description: String { "\(message)\nhelp: \(help)" }
}
