package import Samples

/// One line for a machine.
package func hostText(_ host: Host) -> String {
    var parts = [host.processor, plural(host.cores, "core")]
    if !host.kernel.isEmpty { parts.append("Linux \(host.kernel)") }
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
}
