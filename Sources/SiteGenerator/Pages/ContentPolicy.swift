import Markdown
import Vault

/// Returns the Content-Security-Policy of every page (CSP 3, in a `<meta>` element). It is a second
/// line of defence: even if a note's HTML contained a script, no browser would run it.
///
/// It also works if pages are read from the file system, where `'self'` stands for all files.
func contentPolicy(_ configuration: Configuration) -> String {
    let isTrusted = configuration.html == .allow
    let frames = [playerHost] + configuration.frames
    let rules: [(String, String)] = [
        ("default-src", "'self'"),
        // The search runs as WebAssembly. Only trusted authors may write event handlers.
        ("script-src", "'self' 'wasm-unsafe-eval'" + (isTrusted ? " 'unsafe-inline'" : "")),
        ("style-src", "'self'" + (isTrusted ? " 'unsafe-inline'" : "")),
        // Attributes set widths of columns and the like. ``StyleDeclarations`` checks those of
        // notes.
        ("style-src-attr", "'unsafe-inline'"),
        ("img-src", "'self' https: http: data:"),
        ("media-src", "'self' https: http: data:"),
        (
            "frame-src",
            isTrusted ? "*" : "'self' " + frames.map { "https://" + $0 }.joined(separator: " ")
        ),
        // A PDF is shown with an `<object>` element.
        ("object-src", "'self'"),
        ("base-uri", "'none'"),
        ("form-action", isTrusted ? "*" : "'self'"),
    ]
    return rules.map { $0.0 + " " + $0.1 }.joined(separator: "; ")
}
