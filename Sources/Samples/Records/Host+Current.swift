import Files
import Glibc

extension Host {
    /// Describes this machine.
    static func current() -> Host {
        Host(
            processor: value(of: "model name", in: "/proc/cpuinfo") ?? "unknown",
            cores: sysconf(Int32(_SC_NPROCESSORS_ONLN)),
            memoryBytes: sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)),
            kernel: kernelRelease(),
            system: value(of: "PRETTY_NAME", in: "/etc/os-release") ?? "Linux")
    }

    /// Describes for people how another machine differs.
    func differences(from other: Host) -> [String] {
        let pairs = [
            ("processor", other.processor, processor), ("cores", "\(other.cores)", "\(cores)"),
            ("kernel", other.kernel, kernel), ("system", other.system, system),
        ]
        return pairs.filter { $0.1 != $0.2 }.map { "\($0.0) \($0.1), here \($0.2)" }
    }
}

private func value(of key: String, in file: String) -> String? {
    guard let bytes = readFile(file) else { return nil }
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    where line.hasPrefix(key) {
        guard let separator = line.firstIndex(where: { $0 == ":" || $0 == "=" }) else { continue }
        let value = line[line.index(after: separator)...]
        return value.trimmingPrefix { $0 == " " }.filter { $0 != "\"" }
    }
    return nil
}

private func kernelRelease() -> String {
    var name = utsname()
    guard uname(&name) == 0 else { return "unknown" }
    return withUnsafeBytes(of: &name.release) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}
