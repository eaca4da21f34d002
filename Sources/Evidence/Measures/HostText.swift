import Basics
package import Samples

/// Returns a description of a machine in one line.
package func hostText(_ host: Host) -> String {
    var parts = [host.processor, plural(host.cores, "core")]
    if !host.kernel.isEmpty { parts.append("Linux \(host.kernel)") }
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
}
