import Basics

/// The help for an unexpected failure. A suggestion that the failure is intended would hide the mistake
/// that it most likely is.
struct FailureCure {
    var sample: Sample
    var record: SampleRecord
    var languages: [String]
    /// The error in one line, as the output tells it.
    var summary: String?
    var status: Int

    var help: String {
        openBlock ?? missingFile ?? pythonCure ?? network ?? meant
    }

    /// A fence that is not closed makes the rest of the note code.
    private var openBlock: String? {
        let lines = splitLines(sample.code)
        guard let fence = lines.firstIndex(where: { isFence($0) }) else { return nil }
        let line = sample.origin.firstLine + fence
        return "the block goes on past line \(line), where another one begins or ends: close it "
            + "with a line of its own marks before that"
    }

    private var meant: String {
        let name = record.raisedNames(languages: languages)?.last
        let option = name.map { "raises=\($0)" } ?? "exits=\(status)"
        return "if it is meant to fail, say so: \(option)"
    }

    /// A sample sees nothing of the folder that its note lies in.
    private var missingFile: String? {
        guard let path = missingPath(record.output.map(\.text)) else { return nil }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if let near = nearest(to: name, among: sample.inputs.keys.sorted()), near != name {
            return "its inputs hold “\(near)”: did you mean that?"
        }
        if path.hasPrefix("/") {
            return "a sample sees no file of this machine: put it beside the note, and name it by "
                + "inputs=\"\(name)\""
        }
        return "a sample sees only the files that inputs= names: add inputs=\"\(path)\" if it lies "
            + "in the note's folder, or let the sample write it first"
    }

    private var pythonCure: String? {
        guard languages.contains("python"), let summary else { return nil }
        let name = pythonExceptionName(summary)?.split(separator: ".").last.map(String.init) ?? ""
        switch name {
        case "SyntaxError", "IndentationError", "TabError":
            // Code that was compiled by code has a traceback.
            let isOwn = !record.output.contains { $0.text.hasPrefix("Traceback") }
            return isOwn
                ? "correct the code; where text of the note stands in it, the block isn't closed"
                : nil
        case "EOFError": return "give it what it reads: stdin=\"…\""
        case "ModuleNotFoundError", "ImportError":
            return "a sample has the modules of its runtime only; one that lies beside the note is "
                + "named by inputs=, and others are installed where the runtime sees them"
        case "NameError":
            return "define it in this block: each sample is a program of its own, and shares "
                + "nothing with those above it"
        default: return nil
        }
    }

    private var network: String? {
        let signs = [
            "gaierror", "Network is unreachable", "Temporary failure in name resolution",
            "EAI_AGAIN", "ENOTFOUND", "ENETUNREACH",
        ]
        let said = record.output.suffix(3).map(\.text).joined(separator: "\n")
        guard signs.contains(where: said.contains) else { return nil }
        return "a sample has no network: let it talk to a server of its own on 127.0.0.1"
    }
}

/// A line that can only be a fence of the note.
private func isFence(_ line: Substring) -> Bool {
    let rest = line.drop { $0 == " " }
    return rest.hasPrefix("```") || rest.hasPrefix("~~~")
}

/// The file that a program looked for in vain, as its runtime's message names it.
private func missingPath(_ lines: [String]) -> String? {
    for line in lines.reversed() {
        // Python, Node.
        if let match = line.firstMatch(of: /No such file or directory: '([^']+)'/) {
            return String(match.1)
        }
        if let match = line.firstMatch(of: /ENOENT: no such file or directory, \w+ '([^']+)'/) {
            return String(match.1)
        }
    }
    return nil
}
