import Files
import Foundation
import Tools

/// Returns what the last build found out about the Pythons of this machine; see
/// ``RememberedPython``.
func readKnownTools(_ options: BuildOptions) -> [RememberedPython] {
    guard let path = path(options), let bytes = readFile(path) else { return [] }
    return (try? JSONDecoder().decode([RememberedPython].self, from: Data(bytes))) ?? []
}

/// Saves what is known of the Pythons. A failure only makes the next build slower.
func saveKnownTools(_ options: BuildOptions) async {
    let known = await options.tools.known
    guard let path = path(options), known != readKnownTools(options),
        let data = try? JSONEncoder().encode(known)
    else { return }
    _ = replaceFile(path, with: Array(data))
}

private func path(_ options: BuildOptions) -> String? { options.cache.map(CacheFile.tools.path) }
