/// Returns an id as a label: `blocking_ok` becomes `Blocking ok`.
package func asLabel(_ id: String) -> String {
    let words = id.map { $0 == "_" || $0 == "-" ? " " : $0 }
    return (words.first?.uppercased() ?? "") + String(words.dropFirst())
}
