/// The reason why the server can't run.
package struct ServerError: Error, Hashable, CustomStringConvertible {
    /// The problem.
    package var message: String
    /// The way to fix it.
    package var help: String

    package var description: String { "\(message)\nhelp: \(help)" }
}
