/// A failure outside the content, such as a file that can't be written. The program exits with
/// status 2.
package struct EnvironmentError: Error, Sendable, CustomStringConvertible {
    package var message: String
    package var help: String?

    package init(_ message: String, help: String? = nil) {
        self.message = message
        self.help = help
    }

    package var description: String { help.map { "\(message)\nhelp: \($0)" } ?? message }
}
