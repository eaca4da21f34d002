import Basics

/// Converts terminal output to HTML: colours and weight from the escape sequences that select them
/// (ECMA-48 SGR). Every other sequence is dropped, so that no sample can set a title or a link.
struct AnsiText {
    private var classes: [String] = []
    private var foreground: String?
    private var background: String?

    init() {}

    /// Converts one line; the style carries over to the next.
    mutating func html(_ line: String) -> String {
        guard line.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) || !isPlain
        else { return escapedHTML(line) }
        var result = ""
        var run = ""
        func flush(_ text: AnsiText) {
            if run.isEmpty { return }
            let names = text.classNames
            result +=
                names.isEmpty
                ? escapedHTML(run) : "<span class=\"\(names)\">\(escapedHTML(run))</span>"
            run = ""
        }
        var scalars = line.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            if scalar == "\u{1B}" {
                flush(self)
                if let parameters = takeSequence(&scalars) { select(parameters) }
            } else if scalar.value >= 0x20 && scalar.value != 0x7F || scalar == "\t" {
                run.unicodeScalars.append(scalar)
            } else if scalar == "\r" {
                // A terminal overwrites the text before a carriage return.
                if !scalars.isEmpty {
                    run = ""
                    result = ""
                }
            } else if let picture = Unicode.Scalar(0x2400 + (scalar.value & 0x3F)),
                scalar.value < 0x20
            {
                run.unicodeScalars.append(picture)
            }
        }
        flush(self)
        return result
    }

    /// Consumes one escape sequence; returns the parameters if it is `CSI … m`.
    private func takeSequence(_ scalars: inout Substring.UnicodeScalarView) -> [Int]? {
        guard let kind = scalars.popFirst() else { return nil }
        switch kind {
        case "[":
            var text = ""
            while let scalar = scalars.popFirst() {
                if (0x40...0x7E).contains(scalar.value) {
                    guard scalar == "m" else { return nil }
                    return text.split(
                        omittingEmptySubsequences: false, whereSeparator: { $0 == ";" || $0 == ":" }
                    ).map { Int($0) ?? 0 }
                }
                text.unicodeScalars.append(scalar)
            }
        case "]", "P", "^", "_", "X":
            // A string ends at BEL or ESC \.
            while let scalar = scalars.popFirst() {
                if scalar == "\u{07}" { break }
                if scalar == "\u{1B}" {
                    _ = scalars.popFirst()
                    break
                }
            }
        case "(", ")", "*", "+", "#", "%", " ":
            _ = scalars.popFirst()
        default: break
        }
        return nil
    }

    private static let colours = [
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    ]

    private mutating func select(_ parameters: [Int]) {
        var rest = (parameters.isEmpty ? [0] : parameters)[...]
        while let code = rest.popFirst() {
            switch code {
            case 0:
                classes = []
                (foreground, background) = (nil, nil)
            case 1: add("bold")
            case 2: add("dim")
            case 3: add("italic")
            case 4: add("underline")
            case 7: add("inverse")
            case 9: add("strike")
            case 22: classes.removeAll { $0 == "bold" || $0 == "dim" }
            case 23: classes.removeAll { $0 == "italic" }
            case 24: classes.removeAll { $0 == "underline" }
            case 27: classes.removeAll { $0 == "inverse" }
            case 29: classes.removeAll { $0 == "strike" }
            case 30...37: foreground = Self.colours[code - 30]
            case 90...97: foreground = "bright-" + Self.colours[code - 90]
            case 39: foreground = nil
            case 40...47: background = Self.colours[code - 40]
            case 100...107: background = "bright-" + Self.colours[code - 100]
            case 49: background = nil
            case 38, 48:
                let colour = takeExtendedColour(&rest)
                if code == 38 { foreground = colour } else { background = colour }
            default: break
            }
        }
    }

    /// Reads `5;n` or `2;r;g;b`. The first 16 of 256 colours have names; every other colour becomes
    /// the nearest of them, so that the theme's contrast holds.
    private func takeExtendedColour(_ rest: inout ArraySlice<Int>) -> String? {
        switch rest.popFirst() {
        case 5:
            guard let index = rest.popFirst(), (0...255).contains(index) else { return nil }
            if index < 16 { return (index < 8 ? "" : "bright-") + Self.colours[index & 7] }
            if index >= 232 { return index < 244 ? "black" : "white" }
            let cube = index - 16
            return nearestColour(cube / 36 * 51, cube / 6 % 6 * 51, cube % 6 * 51)
        case 2:
            guard let r = rest.popFirst(), let g = rest.popFirst(), let b = rest.popFirst()
            else { return nil }
            return nearestColour(r, g, b)
        default: return nil
        }
    }

    private func nearestColour(_ red: Int, _ green: Int, _ blue: Int) -> String {
        let index = (red > 110 ? 1 : 0) + (green > 110 ? 2 : 0) + (blue > 110 ? 4 : 0)
        return Self.colours[index]
    }

    private mutating func add(_ name: String) {
        if !classes.contains(name) { classes.append(name) }
    }

    private var isPlain: Bool { classes.isEmpty && foreground == nil && background == nil }

    private var classNames: String {
        (classes + [foreground, background.map { "bg-" + $0 }].compactMap(\.self))
            .map { "ansi-" + $0 }.joined(separator: " ")
    }
}
