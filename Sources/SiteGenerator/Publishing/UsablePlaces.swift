import Vault

/// Like ``withUsableCache(_:)``, and also checks the output folder.
///
/// - Throws: ``EnvironmentError`` if the output folder can't be used. It is compared with the cache
///   folder that the user asked for: a cache that contains the output folder or lies in it is an
///   error, not just left out.
func withUsablePlaces(
    _ options: BuildOptions
) throws -> (options: BuildOptions, diagnostics: [Diagnostic]) {
    _ = try Publisher(options)
    return withUsableCache(options)
}
