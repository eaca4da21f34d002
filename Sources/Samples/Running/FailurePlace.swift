/// The place in a sample's code where it failed, and the error message, as far as the output tells.
struct FailurePlace: Equatable {
    /// 1-based; nil if the output doesn't name a place in the sample.
    var line: Int?
    /// 1-based; nil if only the line is known.
    var column: Int?
    /// The error in one line, e.g. `ValueError: bad`.
    var summary: String?

    init(in output: [String], fileName: String, code: String) {
        let printed = output.map { withoutEscapes($0[...]) }
        if fileName.hasSuffix(".py") {
            readPython(printed, fileName: fileName, code: code)
        } else if fileName.hasSuffix(".sh") {
            readShell(printed, fileName: fileName)
        } else {
            readOthers(printed, fileName: fileName)
        }
    }

    /// Finds the innermost frame inside the sample, which is the last one that names its file.
    /// Syntax errors have the same form.
    private mutating func readPython(_ output: [String], fileName: String, code: String) {
        summary = pythonException(output)
        let frame = output.lastIndex { place(in: $0, file: "/\(fileName)\", line ") != nil }
        guard let frame else { return }
        line = place(in: output[frame], file: "/\(fileName)\", line ")
        // The next lines hold the source line without its indentation, and marks below the place.
        guard frame + 2 < output.count, let line else { return }
        let marks = output[frame + 2]
        guard marks.contains("^"), marks.allSatisfy({ " ^~|".contains($0) }),
            let mark = marks.firstIndex(of: "^")
        else { return }
        let shown = output[frame + 1].prefix { $0 == " " || $0 == "|" }.count
        let lines = splitLines(code)
        guard line <= lines.count else { return }
        let indentation = lines[line - 1].prefix { $0 == " " || $0 == "\t" }.utf8.count
        let offset = marks.distance(from: marks.startIndex, to: mark) - shown
        if offset >= 0 { column = indentation + offset + 1 }
    }

    private mutating func readShell(_ output: [String], fileName: String) {
        guard
            let said = output.last(where: { place(in: $0, file: "\(fileName): line ") != nil })
                ?? output.last(where: { place(in: $0, file: "\(fileName): ") != nil })
        else { return }
        line = place(in: said, file: "\(fileName): line ") ?? place(in: said, file: "\(fileName): ")
        summary = said
    }

    /// Compilers, and the stack traces of Node, Java, Go, Rust and Swift, all write
    /// `file:line:column` or `file:line`. The first one is the innermost frame or the first error.
    private mutating func readOthers(_ output: [String], fileName: String) {
        let named = output.indices.filter { place(in: output[$0], file: "\(fileName):") != nil }
        let isError = { (index: Int) in output[index].contains("error") }
        // Node quotes the line that throws, which may hold the name of any error.
        if fileName.hasSuffix(".js"),
            let uncaught = output.first(where: { uncaughtName($0) != nil })
        {
            line = named.first.flatMap { place(in: output[$0], file: "\(fileName):") }
            if let first = named.first, first + 2 < output.count {
                column = markedColumn(of: output[first + 1], by: output[first + 2])
            }
            summary = uncaught
            return
        }
        guard let index = named.first(where: isError) ?? named.first else {
            summary = output.first(where: looksLikeError)
            return
        }
        line = place(in: output[index], file: "\(fileName):")
        column = line.flatMap { place(in: output[index], file: "\(fileName):\($0):") }
        if column == nil, index + 2 < output.count {
            column = markedColumn(of: output[index + 1], by: output[index + 2])
        }
        // rustc prints the message on the line above the place.
        let isBare = output[index].trimmingPrefix { $0 == " " }.hasPrefix("-->")
        if isBare, index > 0 {
            summary = output[index - 1]
        } else if isError(index) {
            summary = message(in: output[index])
        } else {
            summary = output.first(where: looksLikeError) ?? messageAfterPlace(output[index])
        }
    }
}

/// javac and Node print the source line as it is, and below it a single mark.
private func markedColumn(of source: String, by marks: String) -> Int? {
    let space = marks.prefix { $0 == " " || $0 == "\t" }
    guard marks.dropFirst(space.count) == "^" else { return nil }
    return source.prefix(space.count).utf8.count + 1
}

/// Returns the number that follows `file` in a line.
private func place(in line: String, file: String) -> Int? {
    guard let found = line.firstRange(of: file) else { return nil }
    let digits = line[found.upperBound...].prefix { $0.isASCII && $0.isNumber }
    return Int(digits).flatMap { $0 > 0 ? $0 : nil }
}

/// Returns the text after a place such as `main.c:3:5: `.
private func message(in line: String) -> String {
    guard let found = line.firstRange(of: "error") else { return line }
    return String(line[found.lowerBound...])
}

/// Returns the text after a place as Go's compiler writes it: `./main.go:4:2: `.
private func messageAfterPlace(_ line: String) -> String? {
    line.firstRange(of: ": ").map { String(line[$0.upperBound...]) }
}

private func looksLikeError(_ line: String) -> Bool {
    ["Error", "error:", "panic", "Exception", "Fatal"].contains { line.contains($0) }
}

/// Returns the last line that names an exception: `ValueError: bad`, `KeyboardInterrupt`, or within
/// an exception group `  | ValueError: bad`.
func pythonException(_ output: [String]) -> String? {
    guard
        output.contains(where: { $0.contains("Traceback (most recent call last)") })
            || output.contains(where: { $0.hasPrefix("  File \"") })
    else { return nil }
    return output.last { pythonExceptionName($0) != nil && !$0.hasPrefix(" ") }
        ?? output.last { pythonExceptionName($0) != nil }
}

/// Returns the name of the exception that a line of a traceback reports.
func pythonExceptionName(_ line: String) -> String? {
    let text = line.trimmingPrefix { " |+".contains($0) }
    let name = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    let rest = text.dropFirst(name.count)
    guard rest.isEmpty || rest.hasPrefix(":"), isDottedName(String(name)) else { return nil }
    let last = name.split(separator: ".").last ?? name
    return last.first?.isUppercase == true ? String(name) : nil
}
