/// The small module through which samples of a language report what they measure; the line protocol
/// is that of ``SampleNote``. Outside a measurement it does nothing and prints nothing, so that the
/// same sample runs in both.
struct MeasurementHelper: Sendable, Hashable {
    /// Relative to the helpers' folder, or to the source's when `isBesideSource`.
    var path: String
    /// Where the language looks only beside the source file.
    var isBesideSource = false
    /// Where the language has nothing to find it by.
    var isCompiledWithSource = false
    var source: String
    /// The variable that makes the language look into the helpers' folder.
    var searchVariable: String?
    /// A program that does nothing: the null arm.
    var emptyProgram: String

    /// Nil for a language that has none; any program can still write the lines itself.
    init?(languages: [String]) {
        for language in languages {
            guard let helper = Self.byLanguage[language] else { continue }
            self = helper
            return
        }
        return nil
    }

    private init(
        _ path: String, isBesideSource: Bool = false, isCompiledWithSource: Bool = false,
        _ source: String, searchVariable: String? = nil, emptyProgram: String = ""
    ) {
        self.path = path
        self.isBesideSource = isBesideSource
        self.isCompiledWithSource = isCompiledWithSource
        self.source = source
        self.searchVariable = searchVariable
        self.emptyProgram = emptyProgram
    }

    private static let byLanguage: [String: MeasurementHelper] = [
        "python": Self(
            "handbook.py", pythonHelper, searchVariable: "PYTHONPATH", emptyProgram: "pass\n"),
        "javascript": Self("handbook.js", javaScriptHelper, searchVariable: "NODE_PATH"),
        "bash": Self("handbook.sh", isBesideSource: true, shellHelper, emptyProgram: ":\n"),
        "sh": Self("handbook.sh", isBesideSource: true, shellHelper, emptyProgram: ":\n"),
        "c": Self(
            "handbook.h", cHelper, searchVariable: "CPATH",
            emptyProgram: "int main(void) { return 0; }\n"),
        "c++": Self(
            "handbook.h", cHelper, searchVariable: "CPATH", emptyProgram: "int main() {}\n"),
        "swift": Self("handbook.swift", isCompiledWithSource: true, swiftHelper),
        "rust": Self(
            "handbook.rs", isBesideSource: true, rustHelper, emptyProgram: "fn main() {}\n"),
        "go": Self(
            "src/handbook/handbook.go", goHelper, searchVariable: "GOPATH",
            emptyProgram: "package main\n\nfunc main() {}\n"),
        "java": Self(
            "Handbook.java", javaHelper, searchVariable: "CLASSPATH",
            emptyProgram: "public class Main { public static void main(String[] words) {} }\n"),
    ]
}
