import Vault

/// As ``withUsableCache(_:)``, where the site is to be written too.
///
/// - Throws: ``EnvironmentError`` when the output folder can't be used. The cache that was asked for
///   counts: one that lies in or around the output is refused, not left out.
func withUsablePlaces(
    _ options: BuildOptions
) throws -> (options: BuildOptions, diagnostics: [Diagnostic]) {
    _ = try Publisher(options)
    return withUsableCache(options)
}
