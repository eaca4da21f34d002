/// The name of an option, the values that it allows, and its effect.
struct OptionRule: Sendable {
    var name: String
    /// The form of the value, with an example; nil for a flag.
    var rule: String?
    /// Sets the option. Returns false if the value breaks the rule. A flag gets the empty string.
    var set: @Sendable (inout SampleOptions, String) -> Bool

    static func flag(
        _ name: String, _ set: @escaping @Sendable (inout SampleOptions) -> Void
    ) -> Self {
        Self(name: name, rule: nil) { options, _ in
            set(&options)
            return true
        }
    }

    static func value<Value>(
        _ name: String, _ rule: String, _ parse: @escaping @Sendable (String) -> Value?,
        _ set: @escaping @Sendable (inout SampleOptions, Value) -> Void
    ) -> Self {
        Self(name: name, rule: rule) { options, text in
            guard let value = parse(text) else { return false }
            set(&options, value)
            return true
        }
    }
}

extension OptionRule {
    static let environmentPrefix = "env."

    /// The options in the order in which the handbook lists them.
    static let all: [OptionRule] = [
        value("id", nameRule("id=spawn-threads"), name) { $0.id = $1 },
        flag("norun") { $0.run = .never },
        flag("run") { $0.run = .always },
        flag("hide") { $0.hidesCode = true },
        flag("hide-output") { $0.hidesOutput = true },
        value("exits", "a number from 0 to 255, as in exits=3", status) { $0.exits = $1 },
        value(
            "raises", "the name of an exception, as in raises=ValueError",
            { isDottedName($0) ? $0 : nil }
        ) { $0.raises = $1 },
        value(
            "timeout", "a number with a unit, ms, s or m, \(durationRule), as in timeout=10s",
            parseDuration
        ) { $0.timeoutSeconds = $1 },
        value(
            "memory", "a number with a unit, K, M or G, \(sizeRule), as in memory=512M", parseSize
        ) { $0.memoryBytes = $1 },
        value(
            "args", "words between blanks, as in args=\"-v 'two words'\"", splitWords
        ) { $0.arguments = $1 },
        value("stdin", "text, as in stdin=\"first line\\nsecond line\"", { $0 }) {
            $0.standardInput = $1
        },
        value(
            "runtime", "names of runtimes separated by commas, as in runtime=cpython,pypy", runtimes
        ) { $0.runtimes = $1 },
        value(
            "file", "a path in the vault, as in file=code/server.py#main", { $0.isEmpty ? nil : $0 }
        ) { options, value in
            let parts = value.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            options.file = String(parts[0])
            options.fileAnchor = parts.count > 1 ? String(parts[1]) : nil
        },
        value(
            "inputs", "paths in the vault separated by blanks, as in inputs=\"a.csv b.txt\"",
            { splitWords($0).flatMap { $0.isEmpty ? nil : $0 } }
        ) { $0.inputs = $1 },
        value("order", "any or printed, as in order=any", order) { $0.order = $1 },
        value(
            "measure", "words of letters, digits, - and _ joined by dots, as in measure=pool.rt",
            { isMeasurementName($0) ? $0 : nil }
        ) { $0.measure = $1 },
        value("subject", nameRule("subject=threads"), name) { $0.subject = $1 },
        flag("trace") { $0.traces = true },
        value("title", "text, as in title=\"10,000 threads\"", { $0 }) { $0.title = $1 },
        flag("numbers") { $0.numbersLines = true },
    ]

    static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    private static func nameRule(_ example: String) -> String {
        "letters, digits, - and _, as in \(example)"
    }

    private static let name: @Sendable (String) -> String? = { isName($0) ? $0 : nil }

    private static let status: @Sendable (String) -> Int? = { text in
        Int(text).flatMap { (0...255).contains($0) ? $0 : nil }
    }

    private static let order: @Sendable (String) -> SampleOptions.OutputOrder? = { text in
        ["any": .any, "printed": .asPrinted][text]
    }

    private static let runtimes: @Sendable (String) -> [String]? = { text in
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return names.allSatisfy(isRuntimeName) ? names : nil
    }
}
