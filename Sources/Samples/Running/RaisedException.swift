extension SampleRecord {
    /// Whether an exception of this name, with or without its module, is what ended the run.
    ///
    /// In Python that is the exception of the last traceback, or one of an exception group; in
    /// JavaScript and Java, what their report of an uncaught one begins with. Elsewhere the name
    /// has to stand as a word in what the run printed as errors.
    ///
    /// - Parameter languages: those of the runtime.
    package func raised(_ name: String, languages: [String]) -> Bool {
        let names = raisedNames(languages: languages)
        if let names {
            return names.contains { $0 == name || $0.hasSuffix("." + name) }
        }
        return errorLines.contains { containsWord(name, in: $0) }
    }

    /// The names that a claim may give; nil for a language whose reports have no fixed form.
    package func raisedNames(languages: [String]) -> [String]? {
        if languages.contains("python") { return pythonNames(errorLines) }
        if languages.contains("javascript") {
            return uncaughtNames(errorLines, before: "Uncaught ")
        }
        if languages.contains("java") {
            return uncaughtNames(errorLines, before: "Exception in thread ")
        }
        return nil
    }

    private var errorLines: [String] {
        output.filter { $0.stream == .error }.map { withoutEscapes($0.text[...]) }
    }
}

private let tracebackHeader = "Traceback (most recent call last):"

/// Returns the exceptions that ended a Python program, from the first line below the frames of the last
/// traceback. The message of an exception may have lines that look like names of others.
private func pythonNames(_ lines: [String]) -> [String] {
    let starts = lines.indices.filter { index in
        lines[index].hasSuffix(tracebackHeader)
            // An exception of a thread or a destructor doesn't end the program.
            && !(index > 0 && lines[index - 1].hasPrefix("Exception "))
    }
    // The tracebacks of a group's members are within its report.
    let isWhole = { (index: Int) in
        !lines[index].hasPrefix(" ") || lines[index].hasPrefix("  + ")
    }
    guard let start = starts.last(where: isWhole) else {
        // Syntax errors have no header.
        let hasHeader = lines.contains { $0.hasSuffix(tracebackHeader) }
        guard !hasHeader, let frame = lines.lastIndex(where: { $0.hasPrefix("  File \"") })
        else { return [] }
        return lines[frame...].first { !$0.hasPrefix(" ") }.flatMap(pythonExceptionName)
            .map { [$0] } ?? []
    }
    let report = lines[(start + 1)...]
    if lines[start].hasPrefix("  + ") {
        return report.prefix { $0.hasPrefix(" ") }.compactMap(pythonExceptionName)
    }
    let said = report.first { !$0.hasPrefix(" ") && !$0.isEmpty }
    return said.flatMap(pythonExceptionName).map { [$0] } ?? []
}

/// `RangeError: no` of Node, `Exception in thread "main" java.lang.Error: no` of Java.
private func uncaughtNames(_ lines: [String], before: String) -> [String] {
    lines.compactMap { uncaughtName($0, before: before) }
}

/// The name of the exception that a line reports; nil where it reports none.
func uncaughtName(_ line: String, before: String = "Uncaught ") -> String? {
    var text = line[...]
    if text.hasPrefix(before) {
        text = text.dropFirst(before.count)
        // The thread's name.
        if text.first == "\"", let end = text.dropFirst().firstIndex(of: "\"") {
            text = text[text.index(after: end)...].drop { $0 == " " }
        }
    }
    let name = text.prefix { $0.isLetter || $0.isNumber || "_.$".contains($0) }
    let rest = text[name.endIndex...]
    guard rest.isEmpty || rest.hasPrefix(":") || rest.hasPrefix(" ["),
        name.split(separator: ".").last?.first?.isUppercase == true
    else { return nil }
    return String(name)
}

private func containsWord(_ word: String, in line: String) -> Bool {
    line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { $0 == word }
        || (word.contains(".") && line.contains(word))
}
