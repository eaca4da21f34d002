/// The small module through which samples of a language report their measurements, in the line
/// protocol of ``SampleReport``. Outside a measurement it reports nothing, so the same sample runs
/// in both cases.
struct MeasurementHelper: Sendable, Hashable {
    /// The path of the module, relative to the helpers' folder, or to the source's folder if
    /// `isBesideSource`.
    var path: String
    /// True if the language searches for modules only beside the source file.
    var isBesideSource = false
    /// True if the language has no search path, so the module is compiled with the source.
    var isCompiledWithSource = false
    var source: String
    /// The environment variable that adds the helpers' folder to the language's search path.
    var searchVariable: String?
    /// A program that does nothing. It is the null arm.
    var emptyProgram: String

    /// Returns nil for a language without such a module. Its programs can still write the lines
    /// themselves.
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
