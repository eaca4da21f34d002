import CMarkBridge

/// Returns the reason why nothing may be parsed, or nil if parsing is safe.
///
/// The bridge changes fields of the parser, and knows their offsets from the headers it was
/// compiled with. So another version of the library must not be used at all.
package func parserProblem() -> String? {
    versionProblem(
        compiled: String(cString: bridge_version_compiled()),
        loaded: String(cString: bridge_version_loaded()))
}

func versionProblem(compiled: String, loaded: String) -> String? {
    if compiled == loaded { return nil }
    return "this program was built for libcmark-gfm \(compiled), and the one installed is \(loaded)"
}
