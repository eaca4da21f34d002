import Foundation
import Glibc

@testable import Samples

/// The user who starts the supervisor, and the way in which limits are enforced. As root, the tests
/// try all four modes; otherwise those that their own user can have.
enum SandboxMode: String, CaseIterable {
    case rootWithGroup = "root, control group"
    case rootWithout = "root, watched"
    case userWithGroup = "user, control group"
    case userWithout = "user, watched"

    var isRoot: Bool { self == .rootWithGroup || self == .rootWithout }
    var usesGroup: Bool { self == .rootWithGroup || self == .userWithGroup }

    /// True if the mode is available to this user on this machine.
    var isHere: Bool {
        let isUsers = geteuid() != 0
        switch self {
        case .rootWithGroup: return !isUsers && (MemoryGroup.isAvailable || hasDelegatedGroup)
        case .rootWithout: return !isUsers
        case .userWithGroup: return isUsers ? hasDelegatedGroup : MemoryGroup.isAvailable
        case .userWithout: return true
        }
    }

    /// This user is none of those that sandboxes switch to.
    static let user = 61_900

    /// The supervisors of each worker run in their own group, which counts the memory of all of
    /// them.
    func starter(_ group: MemoryGroup?) -> [String] {
        let becomeUser = [
            "/usr/bin/setpriv", "--reuid=\(Self.user)", "--regid=\(Self.user)", "--clear-groups",
        ]
        return (group?.starter ?? []) + (geteuid() == 0 && !isRoot ? becomeUser : [])
    }
}

/// A group of version 2 above our own in which we may create groups.
private let hasDelegatedGroup: Bool = {
    let groups = (try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8)) ?? ""
    guard let own = groups.split(separator: "\n").first(where: { $0.hasPrefix("0::") }) else {
        return false
    }
    var folder = "/sys/fs/cgroup" + own.dropFirst(3)
    while access(folder + "/cgroup.procs", W_OK) == 0 {
        let handed = try? String(
            contentsOfFile: folder + "/cgroup.subtree_control", encoding: .utf8)
        let controllers = (handed ?? "").split { $0 == " " || $0 == "\n" }
        if controllers.contains("memory"), controllers.contains("pids") { return true }
        folder = parent(folder)
    }
    return false
}()

/// A control group that contains the samples' own groups, and that counts the most memory in it. It
/// uses version 1 if the tests run as root: there the kernel's maximum can be reset for each
/// sample.
struct MemoryGroup {
    private static let parents = ["/sys/fs/cgroup/memory", "/sys/fs/cgroup/pids"]
    private let folders: [String]

    static let isAvailable =
        geteuid() == 0
        && parents.allSatisfy { access($0 + "/cgroup.procs", W_OK) == 0 }

    /// Returns nil if no such group is possible.
    init?(owner: Int?) {
        guard Self.isAvailable else { return nil }
        let name = "samples-test-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        folders = Self.parents.map { "\($0)/\(name)" }
        for folder in folders {
            guard mkdir(folder, 0o755) == 0 else { return nil }
            guard let owner = owner.map(uid_t.init) else { continue }
            for file in ["", "/cgroup.procs", "/tasks"] { chown(folder + file, owner, owner) }
        }
    }

    var starter: [String] {
        let join = folders.map { "echo $$ > \($0)/cgroup.procs" }.joined(separator: "; ")
        return ["/bin/sh", "-c", "\(join); exec \"$@\"", "sh"]
    }

    /// Resets the maximum after the kernel has freed the memory of the previous sample.
    func reset() async {
        _ = await eventually { (read("memory.usage_in_bytes") ?? 0) < 32 << 20 }
        for file in ["memory.max_usage_in_bytes", "memory.kmem.tcp.max_usage_in_bytes"] {
            try? Data("0".utf8).write(to: URL(fileURLWithPath: "\(folders[0])/\(file)"))
        }
    }

    /// Version 1 counts the buffers of connections separately.
    var mostBytes: Int? {
        guard let memory = read("memory.max_usage_in_bytes") else { return nil }
        return memory + (read("memory.kmem.tcp.max_usage_in_bytes") ?? 0)
    }

    private func read(_ file: String) -> Int? {
        (try? String(contentsOfFile: "\(folders[0])/\(file)", encoding: .utf8)).flatMap {
            Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    /// False if something is left in it: a process, or a sample's group.
    func remove() -> Bool {
        folders.allSatisfy { folder in soon { rmdir(folder) == 0 } }
    }
}
