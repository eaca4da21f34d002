import Markdown
import Vault

/// The Content-Security-Policy that every page carries (CSP 3, by `<meta>`): what a browser may load
/// and run for it. A second line of defence: even if a note's HTML had a script in it, no browser
/// would run it.
///
/// It also holds where pages are read from the file system: there `'self'` stands for all files.
func contentPolicy(_ configuration: Configuration) -> String {
    let isTrusted = configuration.html == .allow
    let frames = [playerHost] + configuration.frames
    let rules: [(String, String)] = [
        ("default-src", "'self'"),
        // The search runs as WebAssembly. An author who is trusted may write handlers.
        ("script-src", "'self' 'wasm-unsafe-eval'" + (isTrusted ? " 'unsafe-inline'" : "")),
        ("style-src", "'self'" + (isTrusted ? " 'unsafe-inline'" : "")),
        // Widths of columns and the like stand in attributes; ``StyleDeclarations`` reads notes'.
        ("style-src-attr", "'unsafe-inline'"),
        ("img-src", "'self' https: http: data:"),
        ("media-src", "'self' https: http: data:"),
        (
            "frame-src",
            isTrusted ? "*" : "'self' " + frames.map { "https://" + $0 }.joined(separator: " ")
        ),
        // A PDF is shown as an object.
        ("object-src", "'self'"),
        ("base-uri", "'none'"),
        ("form-action", isTrusted ? "*" : "'self'"),
    ]
    return rules.map { $0.0 + " " + $0.1 }.joined(separator: "; ")
}
