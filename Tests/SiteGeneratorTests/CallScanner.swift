import Foundation

/// Finds calls to the file system and to other programs by their names in source text. It is not a
/// parser, but it knows comments and strings, and the meaning of names in this project.
enum CallScanner {
    enum Kind: String, Sendable { case delete, replace, create, open, execute, load }

    struct Call: Sendable {
        var name: String
        var kind: Kind
        var line: Int
    }

    /// Functions of the C library, called by their bare names or with their module's name.
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

    /// Methods and other words, wherever they occur.
    private static let words: [(kind: Kind, pattern: String)] = [
        (.delete, #"\.(removeItem|trashItem)\("#),
        (.replace, #"\.(moveItem|replaceItem|replaceItemAt|copyItem|linkItem)\("#),
        (.replace, #"\bO_TRUNC\b"#),
        (.create, #"\.(createFile|createDirectory|createSymbolicLink)\("#),
        (.create, #"\bO_CREAT\b"#),
        (.create, #"\.write\((to: (?!&)|toFile:)"#),
        (.open, #"\b(O_WRONLY|O_RDWR|O_RDONLY|O_PATH)\b"#),
        (.open, #"\bFileHandle\b"#), (.open, #"\bFileDescriptor\.open\b"#),
        (.open, #"(?<!append)(?<!insert)\((contentsOf|contentsOfFile):"#),
        (.open, #"\.contents\(atPath"#),
        (.open, #"\.(contentsOfDirectory|subpathsOfDirectory|enumerator)\(at"#),
        (.execute, #"\bProcess\(\)"#), (.execute, #"\bSubprocess\b(?!OutputSequence)"#),
        (.execute, #"\brun\(\.path"#), (.execute, #"\bNSTask\b"#), (.execute, #"\bSYS_execve"#),
    ]

    /// The patterns for calls of the functions. Methods of the same names and declarations don't
    /// match.
    private static let functionCalls = functions.compactMap { kind, names in
        (try? NSRegularExpression(
            pattern: #"(?<![\w.]|func )(?:Glibc\.|Foundation\.)?("#
                + names.joined(separator: "|") + #")\("#)).map { (kind: kind, expression: $0) }
    }

    private static let wordUses = words.compactMap { kind, pattern in
        (try? NSRegularExpression(pattern: pattern)).map { (kind: kind, expression: $0) }
    }

    static func calls(in text: String, isSwift: Bool) -> [Call] {
        let lines = withoutCommentsAndStrings(text, isSwift: isSwift)
            .split(separator: "\n", omittingEmptySubsequences: false)
        let isImport = lines.map { $0.contains("import ") && $0.contains(importLine) }
        // Without an import of one of these modules, no function of the C library can be called.
        let callsC = !isSwift || zip(lines, isImport).contains { $1 && $0.contains(systemModule) }
        let code = zip(lines, isImport).map { $1 ? "" : String($0) }.joined(separator: "\n")
        return found(in: code as NSString, callsC: callsC)
    }

    private static var importLine: Regex<Substring> {
        #/^\s*(?:package |private |internal )*import /#
    }
    private static var systemModule: Regex<Substring> {
        /import (?:Foundation|Glibc|SystemPackage|CLinux)/
    }

    private static func found(in code: NSString, callsC: Bool) -> [Call] {
        var found: [(place: Int, name: String, kind: Kind)] = []
        func take(_ expression: NSRegularExpression, _ kind: Kind, group: Int) {
            let whole = NSRange(location: 0, length: code.length)
            for match in expression.matches(in: code as String, range: whole) {
                let name = code.substring(with: match.range(at: group))
                    .trimmingCharacters(in: CharacterSet(charactersIn: ".( "))
                found.append((match.range.location, name, kind))
            }
        }
        if callsC { for (kind, expression) in functionCalls { take(expression, kind, group: 1) } }
        for (kind, expression) in wordUses { take(expression, kind, group: 0) }
        return found.sorted { $0.place < $1.place }.map {
            let line = code.substring(to: $0.place).utf8.count { $0 == 0x0A } + 1
            return Call(name: $0.name, kind: $0.kind, line: line)
        }
    }

    /// Returns the same lines without comments and without the contents of strings.
    private static func withoutCommentsAndStrings(_ text: String, isSwift: Bool) -> String {
        let bytes = Array(text.utf8)
        let newline = UInt8(ascii: "\n")
        let openings = ["//", "/*"] + (isSwift ? ["#\"\"\"", "\"\"\"", "#\""] : []) + ["\""]
        let ends = ["//": "\n", "/*": "*/", "#\"\"\"": "\"\"\"#", "#\"": "\"#"]
        let pairs = openings.map { (Array($0.utf8), Array((ends[$0] ?? $0).utf8)) }
        var result: [UInt8] = []
        var index = 0
        /// The characters that end the open comment or string.
        var end: [UInt8]?
        func stands(_ word: [UInt8]) -> Bool {
            bytes[index] == word[0] && bytes[index...].starts(with: word)
        }
        let beginnings = Set("/#\"".utf8)
        while index < bytes.count {
            if let open = end {
                let hasEnded = stands(open)
                if bytes[index] == newline { result.append(newline) }
                let isEscape =
                    bytes[index] == UInt8(ascii: "\\") && open[0] == UInt8(ascii: "\"")
                    && open.last == UInt8(ascii: "\"")
                index += hasEnded ? open.count : isEscape ? 2 : 1
                if hasEnded { end = nil }
            } else if beginnings.contains(bytes[index]),
                let pair = pairs.first(where: { stands($0.0) })
            {
                end = pair.1
                if pair.0.last == UInt8(ascii: "\"") { result += "\"\"".utf8 }
                index += pair.0.count
            } else {
                // A character literal of C may look like the beginning of a string.
                let isQuote = !isSwift && stands(Array("'\"'".utf8))
                result.append(bytes[index])
                index += isQuote ? 3 : 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
