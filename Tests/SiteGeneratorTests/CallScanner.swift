import Foundation

/// Finds calls to the file system and to other programs in source text, by their names. Not a parser:
/// it knows comments and strings, and what names mean in this project.
enum CallScanner {
    enum Kind: String, Sendable { case delete, replace, create, open, execute, load }

    struct Call: Sendable {
        var name: String
        var kind: Kind
        var line: Int
    }

    /// Functions of the C library, called by their bare names or by their module's.
    private static let functions: [(kind: Kind, names: [String])] = [
        (.delete, ["unlink", "unlinkat", "rmdir", "remove", "nftw", "ftw"]),
        (
            .replace,
            [
                "rename", "renameat", "renameat2", "exchange_paths", "truncate", "ftruncate",
                "symlink", "symlinkat", "linkat", "chmod", "fchmodat", "chown", "lchown",
            ]
        ),
        (.create, ["mkdir", "mkdirat", "mkdtemp", "mkstemp", "mkfifo", "mknod", "creat"]),
        (.open, ["openat", "fopen", "freopen", "opendir", "fdopendir", "scandir", "fts_open"]),
        (
            .execute,
            [
                "posix_spawn", "posix_spawnp", "execl", "execle", "execlp", "execv", "execve",
                "execvp", "execvpe", "fexecve", "system", "popen", "fork", "vfork",
            ]
        ),
        (.load, ["dlopen", "dlmopen", "dlsym"]),
    ]

    /// Methods and other words, wherever they stand.
    private static let words: [(kind: Kind, pattern: String)] = [
        (.delete, #"\.(removeItem|trashItem)\("#),
        (.replace, #"\.(moveItem|replaceItem|replaceItemAt|copyItem|linkItem)\("#),
        (.replace, #"\bO_TRUNC\b"#),
        (.create, #"\.(createFile|createDirectory|createSymbolicLink)\("#),
        (.create, #"\bO_CREAT\b"#),
        (.create, #"\.write\((to: (?!&)|toFile:)"#),
        (.open, #"\b(O_WRONLY|O_RDWR|O_RDONLY|O_PATH)\b"#),
        (.open, #"\bFileHandle\b"#), (.open, #"\bFileDescriptor\.open\b"#),
        (.open, #"\((contentsOf|contentsOfFile):"#),
        (.open, #"\.contents\(atPath"#),
        (.open, #"\.(contentsOfDirectory|subpathsOfDirectory|enumerator)\(at"#),
        (.execute, #"\bProcess\(\)"#), (.execute, #"\bSubprocess\b(?!OutputSequence)"#),
        (.execute, #"\brun\(\.path"#), (.execute, #"\bNSTask\b"#), (.execute, #"\bSYS_execve"#),
    ]

    static func calls(in text: String, isSwift: Bool) -> [Call] {
        let lines = withoutCommentsAndStrings(text, isSwift: isSwift)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        // Without one of these, no function of the C library can be called.
        let callsC =
            !isSwift
            || lines.contains { $0.contains(#/import (Foundation|Glibc|SystemPackage|CLinux)/#) }
        return lines.enumerated().flatMap { index, line -> [Call] in
            if line.contains(#/^\s*(package |private |internal )*import /#) { return [] }
            return found(in: line, callsC: callsC).map {
                Call(name: $0.name, kind: $0.kind, line: index + 1)
            }
        }
    }

    private static func found(in line: String, callsC: Bool) -> [(name: String, kind: Kind)] {
        var found: [(place: Int, name: String, kind: Kind)] = []
        func take(_ pattern: String, _ kind: Kind, group: Int) {
            guard let expression = try? NSRegularExpression(pattern: pattern) else { return }
            let whole = NSRange(line.startIndex..., in: line)
            for match in expression.matches(in: line, range: whole) {
                guard let range = Range(match.range(at: group), in: line) else { continue }
                let name = line[range].trimmingCharacters(in: CharacterSet(charactersIn: ".("))
                found.append((match.range.location, name, kind))
            }
        }
        if callsC {
            for (kind, names) in functions {
                // Neither a method of that name nor its declaration.
                let list = names.joined(separator: "|")
                take(#"(?<![\w.]|func )(?:Glibc\.|Foundation\.)?(\#(list))\("#, kind, group: 1)
            }
        }
        for (kind, pattern) in words { take(pattern, kind, group: 0) }
        return found.sorted { $0.place < $1.place }.map {
            ($0.name.replacingOccurrences(of: "write(to: ", with: "write(to:"), $0.kind)
        }
    }

    /// The same lines, with comments and the insides of strings left out.
    private static func withoutCommentsAndStrings(_ text: String, isSwift: Bool) -> String {
        var result = ""
        var rest = text[...]
        /// What ends the comment or string that is open.
        var end: String?
        while let character = rest.first {
            if let open = end {
                if rest.hasPrefix(open) {
                    rest = rest.dropFirst(open.count)
                    if open == "\n" { result.append("\n") } else if open != "*/" { result += "\"" }
                    end = nil
                } else {
                    if character == "\n" { result.append("\n") }
                    let isEscape = character == "\\" && open.hasPrefix("\"") && !open.hasSuffix("#")
                    rest = rest.dropFirst(isEscape ? 2 : 1)
                }
                continue
            }
            let openings = [
                ("//", "\n"), ("/*", "*/"), ("#\"\"\"", "\"\"\"#"), ("\"\"\"", "\"\"\""),
                ("#\"", "\"#"), ("\"", "\""),
            ].filter { isSwift || $0.0 == "//" || $0.0 == "/*" || $0.0 == "\"" }
            if let opening = openings.first(where: { rest.hasPrefix($0.0) }) {
                end = opening.1
                rest = rest.dropFirst(opening.0.count)
                if opening.0.hasSuffix("\"") { result += "\"" }
                continue
            }
            if !isSwift, rest.hasPrefix("'\"'") { rest = rest.dropFirst(2) }
            result.append(character)
            rest = rest.dropFirst()
        }
        return result
    }
}
