/// Returns the value of `Content-Type` for a file, by the extension of its name.
func mediaType(ofFileNamed name: String) -> String {
    guard let dot = name.lastIndex(of: ".") else { return "application/octet-stream" }
    let type = mediaTypes[name[name.index(after: dot)...].lowercased()]
    guard let type else { return "application/octet-stream" }
    let isText =
        type.hasPrefix("text/") || type.hasSuffix("+xml") || type.hasSuffix("json")
        || type == "application/xml"
    return isText ? type + "; charset=utf-8" : type
}

/// The types registered with IANA, or else those that browsers expect. Source code is text, so that
/// browsers show it. Types that aren't listed, such as Pagefind's `.pf_index`, are binary.
private let mediaTypes: [String: String] = [
    "html": "text/html", "htm": "text/html", "css": "text/css",
    "js": "text/javascript", "mjs": "text/javascript", "wasm": "application/wasm",
    "json": "application/json", "map": "application/json",
    "webmanifest": "application/manifest+json",
    "xml": "application/xml", "atom": "application/atom+xml", "rss": "application/rss+xml",

    "txt": "text/plain", "md": "text/markdown", "csv": "text/csv", "yml": "text/yaml",
    "yaml": "text/yaml", "py": "text/plain", "swift": "text/plain", "sh": "text/plain",
    "c": "text/plain", "h": "text/plain", "cpp": "text/plain", "rs": "text/plain",
    "go": "text/plain", "java": "text/plain", "rb": "text/plain", "ts": "text/plain",
    "toml": "text/plain", "log": "text/plain", "diff": "text/plain",

    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "webp": "image/webp", "avif": "image/avif", "gif": "image/gif", "bmp": "image/bmp",
    "ico": "image/x-icon",

    "woff2": "font/woff2", "woff": "font/woff", "ttf": "font/ttf", "otf": "font/otf",

    "mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "oga": "audio/ogg",
    "opus": "audio/ogg", "wav": "audio/wav", "flac": "audio/flac", "3gp": "video/3gpp",
    "mp4": "video/mp4", "m4v": "video/mp4", "mov": "video/quicktime", "webm": "video/webm",
    "ogv": "video/ogg", "mkv": "video/x-matroska",

    "pdf": "application/pdf", "zip": "application/zip", "gz": "application/gzip",
]
