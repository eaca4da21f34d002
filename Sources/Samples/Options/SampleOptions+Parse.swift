import Basics

extension SampleOptions {
    /// Reads an info string. Its first word is the language (in lower case; empty if there is
    /// none), and the rest are options. A mistake is reported with its UTF-8 offset in `info`, and
    /// its option is not set.
    package static func parse(
        info: String
    ) -> (language: String, options: SampleOptions, problems: [OptionProblem]) {
        let info = InfoString(info)
        var reader = OptionReader(problems: info.problems)
        for word in info.words { reader.read(word) }
        reader.checkTogether(words: info.words)
        return (info.language, reader.options, reader.problems.sorted { $0.offset < $1.offset })
    }
}

private struct OptionReader {
    var options = SampleOptions()
    var problems: [OptionProblem]
    var seen: Set<String> = []

    init(problems: [OptionProblem]) { self.problems = problems }

    mutating func read(_ placed: InfoString.PlacedWord) {
        switch placed.word {
        case .lines(let text):
            guard let lines = parseLines(text) else {
                return report(
                    placed.offset, "{\(text)}", "{\(text)} does not name lines",
                    help: "write line numbers and ranges from 1 up, as in {2,4-6}")
            }
            options.highlightedLines += lines
        case .option(let name, let value):
            if !seen.insert(name).inserted {
                report(
                    placed.offset, name, "the option \(name) is given twice",
                    help: "delete one of them")
            } else if name.hasPrefix(OptionRule.environmentPrefix) {
                readVariable(name, value, placed)
            } else if let rule = OptionRule.byName[name] {
                read(value, by: rule, placed)
            } else {
                reportUnknown(name, placed)
            }
        }
    }

    private mutating func read(
        _ value: String?, by rule: OptionRule, _ placed: InfoString.PlacedWord
    ) {
        switch (rule.rule, value) {
        case (nil, let value?):
            report(
                placed.valueOffset, value, "the option \(rule.name) takes no value",
                help: "write \(rule.name) alone")
        case (let expected?, nil):
            report(
                placed.offset, rule.name, "the option \(rule.name) needs a value",
                help: "its value is \(expected)")
        case (let expected, let value):
            if !rule.set(&options, value ?? "") {
                let expected = expected ?? ""
                report(
                    placed.valueOffset, value ?? "",
                    "\"\(shortened(value ?? ""))\" is not a value for \(rule.name)",
                    help: "its value is \(expected)")
            } else if rule.name == "args" {
                checkArguments(value ?? "", placed)
            }
        }
    }

    private mutating func checkArguments(_ value: String, _ placed: InfoString.PlacedWord) {
        let longest = options.arguments.map(\.utf8.count).max() ?? 0
        guard longest > ProcessLimits.longest else { return }
        options.arguments = []
        report(
            placed.valueOffset, value,
            """
            a word of args is \(longest) bytes long, and the most that a program can be given is \
            \(ProcessLimits.longest)
            """,
            help: ProcessLimits.cure)
    }

    private mutating func readVariable(
        _ name: String, _ value: String?, _ placed: InfoString.PlacedWord
    ) {
        let variable = String(name.dropFirst(OptionRule.environmentPrefix.count))
        guard isVariableName(variable), let value, !value.utf8.contains(0) else {
            return report(
                placed.offset, name, "\(name) does not set an environment variable",
                help: "write env.NAME=value, the name in letters, digits and _")
        }
        let length = "\(variable)=\(value)".utf8.count
        guard length <= ProcessLimits.longest else {
            return report(
                placed.valueOffset, value,
                """
                \(name) is \(length) bytes long, its name among them, and the most that a program \
                can be given is \(ProcessLimits.longest)
                """,
                help: ProcessLimits.cure)
        }
        options.environment[variable] = value
    }

    private mutating func reportUnknown(_ name: String, _ placed: InfoString.PlacedWord) {
        let known = OptionRule.all.map(\.name)
        let suggestion = nearest(to: name, among: known).map { "did you mean \($0)?" }
        report(
            placed.offset, name, "there is no option \"\(name)\"",
            help: suggestion ?? "the options are \(known.joined(separator: ", ")) and env.NAME")
    }

    /// Checks rules that concern two options at once.
    mutating func checkTogether(words: [InfoString.PlacedWord]) {
        checkAmount(words)
        for (one, other) in [("run", "norun"), ("trace", "norun"), ("measure", "norun")]
        where seen.contains(one) && seen.contains(other) {
            report(
                offset(of: other, in: words), other, "\(one) and \(other) exclude each other",
                help: "leave one of them out")
        }
        for (one, other) in [("measure", "subject"), ("subject", "measure")]
        where seen.contains(one) && !seen.contains(other) {
            report(
                offset(of: one, in: words), one, "\(one) stands without \(other)",
                help: "an arm of a measurement is written measure=NAME subject=ID")
        }
    }

    private mutating func checkAmount(_ words: [InfoString.PlacedWord]) {
        let variables = options.environment.map { "\($0)=\($1)" }
        let amount = (options.arguments + variables).reduce(0) { $0 + ProcessLimits.size(of: $1) }
        guard amount > ProcessLimits.mostBytes else { return }
        let isArgument = options.arguments.reduce(0) { $0 + $1.utf8.count } * 2 > amount
        let largest = options.environment.max { $0.value.utf8.count < $1.value.utf8.count }
        let name = isArgument ? "args" : OptionRule.environmentPrefix + (largest?.key ?? "")
        (options.arguments, options.environment) = ([], [:])
        report(
            offset(of: name, in: words), name,
            """
            args and variables hold \(amount) bytes together, and the most that a program is given \
            is \(ProcessLimits.mostBytes)
            """,
            help: ProcessLimits.cure)
    }

    private func offset(of name: String, in words: [InfoString.PlacedWord]) -> Int {
        let word = words.last {
            if case .option(name, _) = $0.word { return true }
            return false
        }
        return word?.offset ?? 0
    }

    private mutating func report(_ offset: Int, _ found: String, _ message: String, help: String?) {
        problems.append(
            OptionProblem(offset: offset, found: found, message: message, help: help))
    }
}
