/// Returns an example for the builder's own settings in one line of YAML.
func settingsExample(
    runtime: String = "NAME", program: String, reads: String? = nil
) -> String {
    let folders = reads.map { ", reads: [\($0)]" } ?? ""
    return "runtimes: {\(runtime): {program: \(program)\(folders)}}"
}
