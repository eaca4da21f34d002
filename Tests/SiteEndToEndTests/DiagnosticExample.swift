import Foundation
import Testing

/// A section of the reference page about diagnostics: one code with its example.
struct DiagnosticExample: Sendable, CustomTestStringConvertible {
    /// A file of the vault, given as a block with a title.
    struct File: Sendable {
        var title: String
        var text: String
    }

    var code: String
    var files: [File] = []
    /// The commands to run; `site check` unless the page names others.
    var commands: [String] = []
    /// The block without a title, or nil if the page has no example.
    var message: String?

    var testDescription: String { code }

    static let page = TinyVault.repository + "/content/Reference/Diagnostics.md"

    static let all: [DiagnosticExample] = {
        let text = (try? String(contentsOfFile: page, encoding: .utf8)) ?? ""
        return read(text.split(separator: "\n", omittingEmptySubsequences: false))
    }()

    /// Reads each section `### code` of the page.
    private static func read(_ lines: [Substring]) -> [DiagnosticExample] {
        var examples: [DiagnosticExample] = []
        var rest = lines[...]
        while let line = rest.popFirst() {
            if line.hasPrefix("### ") {
                examples.append(DiagnosticExample(code: String(line.dropFirst(4))))
            } else if line.hasPrefix("## ") {
                continue
            } else if line.hasPrefix("```"), !examples.isEmpty {
                let fence = line.prefix { $0 == "`" }
                let body = rest.prefix { $0 != fence }
                rest = rest.dropFirst(body.count + 1)
                examples[examples.count - 1].add(
                    info: line.dropFirst(fence.count), text: body.joined(separator: "\n"))
            }
        }
        return examples
    }

    private mutating func add(info: Substring, text: String) {
        if let title = info.firstMatch(of: /title="(.*)"/) {
            files.append(File(title: String(title.1), text: text.isEmpty ? "" : text + "\n"))
        } else if info.hasPrefix("sh") {
            commands = text.split(separator: "\n").map(String.init)
        } else {
            message = text
        }
    }
}

extension DiagnosticExample {
    /// Runs the commands in a new folder. Returns the messages of the last command with this code.
    func run() throws -> [String] {
        let vault = try TinyVault()
        var theme = TinyVault.repository + "/theme"
        if files.contains(where: { $0.title.hasPrefix("theme/") }) {
            try FileManager.default.copyItem(atPath: theme, toPath: vault.folder + "/theme")
            theme = "theme"
        }
        // No measurement of an example needs an idle machine.
        try vault.write("site.yml", "limits: {patience: 1ms}\n")
        for file in files { try file.write(into: vault) }
        try rememberAnswers(in: vault)
        var errors = ""
        for command in commands.isEmpty ? ["site check"] : commands {
            var words = command.split(separator: " ").map(String.init)
            var environment = ["NO_COLOR": "1", "PATH": TinyVault.pathWithTools]
            if let path = words.first, path.hasPrefix("PATH=") {
                environment["PATH"] = String(path.dropFirst(5))
                words.removeFirst()
            }
            errors = try vault.run(
                words[1], ["--verbose", "--theme", theme] + words.dropFirst(2),
                environment: environment, standardTheme: false
            ).errors
        }
        return messages(in: errors)
    }

    /// Tests send no requests to other sites, so the answers are put into the cache.
    private func rememberAnswers(in vault: TinyVault) throws {
        let answers = [
            "external-dead": (
                "https://www.python.org/no-such-page", "dead", "there is no such page (404)"
            ),
            "external-moved": (
                "https://www.python.org/old-page", "alive", "https://www.python.org/new-page"
            ),
        ]
        guard let (url, state, detail) = answers[code] else { return }
        let entry: [String: Any] = [
            "checked": Int(Date().timeIntervalSince1970), "state": state, "detail": detail,
        ]
        let folder = vault.folder + "/.cache"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try JSONSerialization.data(withJSONObject: [url: entry])
            .write(to: URL(fileURLWithPath: folder + "/external-links.json"))
    }

    /// Returns each message of this code with the lines that belong to it.
    private func messages(in errors: String) -> [String] {
        var messages: [String] = []
        var isOurs = false
        for line in errors.split(separator: "\n") {
            if line.contains(/^\S.*: (error|warning|note): .*\[[a-z0-9-]+\]$/) {
                isOurs = line.hasSuffix("[\(code)]")
                if isOurs { messages.append(String(line)) }
            } else if line.hasPrefix(" ") || line.hasPrefix("help: ") {
                if isOurs { messages[messages.count - 1] += "\n" + line }
            } else {
                isOurs = false
            }
        }
        return messages
    }
}

extension DiagnosticExample.File {
    /// Creates the file. Titles describe what can't be written as text: `name → target`, `name (a
    /// named pipe)`, `name (not there)`.
    func write(into vault: TinyVault) throws {
        let isTheme = title.hasPrefix("theme/")
        let root = isTheme ? vault.folder : vault.content
        if let link = title.firstMatch(of: /^(.*) → (.*)$/) {
            try FileManager.default.createSymbolicLink(
                atPath: root + "/" + link.1, withDestinationPath: String(link.2))
        } else if title.hasSuffix(" (a named pipe)") {
            mkfifo(root + "/" + title.dropLast(15), 0o600)
        } else if title.hasSuffix(" (not there)") {
            try FileManager.default.removeItem(atPath: root + "/" + title.dropLast(12))
        } else {
            let path = root + "/" + title
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent,
                withIntermediateDirectories: true)
            var bytes: [UInt8] = []
            for character in text.unicodeScalars {
                switch character {
                case "␀": bytes.append(0)
                // Latin-1.
                case "\u{FFFD}": bytes.append(0xE9)
                default: bytes += String(character).utf8
                }
            }
            try Data(bytes).write(to: URL(fileURLWithPath: path))
        }
    }
}
