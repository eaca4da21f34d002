import CMarkBridge

/// Why nothing may be parsed; nil when all is well.
///
/// The bridge changes fields of the parser, and knows their places from the headers it was compiled
/// with: another library than theirs must not be used at all.
package func parserProblem() -> String? {
    versionProblem(
        compiled: String(cString: bridge_version_compiled()),
        loaded: String(cString: bridge_version_loaded()))
}

func versionProblem(compiled: String, loaded: String) -> String? {
    if compiled == loaded { return nil }
    return "this program was built for libcmark-gfm \(compiled), and the one installed is \(loaded)"
}
