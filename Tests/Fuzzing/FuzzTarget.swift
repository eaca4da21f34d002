import Foundation
import MarkupCheck

/// A parser that is fed with hostile bytes, and what must hold of its answer.
///
/// A property that does not hold stops the process, as a crash does: libFuzzer then keeps the input.
enum FuzzTarget: String, CaseIterable {
    case frontMatter = "front-matter"
    case markdown, options, base, settings, records, measurement, trace, frames, rendered, vault

    func feed(_ bytes: [UInt8]) {
        switch self {
        case .frontMatter: checkFrontMatter(bytes)
        case .markdown: checkMarkdown(bytes)
        case .options: checkOptions(bytes)
        case .base: checkBase(bytes)
        case .settings: checkSettings(bytes)
        case .records: checkRecords(bytes)
        case .measurement: checkMeasurement(bytes)
        case .trace: checkTrace(bytes)
        case .frames: checkFrames(bytes)
        case .rendered: checkRendered(bytes)
        case .vault: checkVault(bytes)
        }
    }

    /// Named by the environment, since libFuzzer takes all arguments for itself.
    static let chosen: FuzzTarget = {
        let name = ProcessInfo.processInfo.environment["FUZZ"] ?? ""
        guard let target = FuzzTarget(rawValue: name) else {
            let names = allCases.map(\.rawValue).joined(separator: ", ")
            fatalError("FUZZ must name one of: \(names)")
        }
        return target
    }()
}

/// libFuzzer's own loop.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutableRawPointer>,
    _ target: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// Where the package's executables begin on Linux.
@_cdecl("fuzz_main")
public func fuzzMain(_ count: Int32, _ arguments: UnsafeMutableRawPointer) -> Int32 {
    var count = count
    var arguments = arguments
    return runFuzzer(&count, &arguments) { start, count in
        FuzzTarget.chosen.feed(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
    }
}

/// No script, handler or foreign scheme in what was made.
func checkMarkup(_ bytes: [UInt8], of what: String, rules: MarkupRules = MarkupRules()) {
    if let problem = markupProblem(in: bytes, rules: rules) {
        mustHold(false, "in \(what): \(problem)")
    }
}

/// Ends the process if a condition doesn't hold, and says which before.
func mustHold(_ condition: Bool, _ rule: @autoclosure () -> String) {
    if !condition { fatalError(rule()) }
}
