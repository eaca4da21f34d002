import Foundation
import Glibc

@testable import Samples

/// Who starts the supervisor, and who holds the limits. A test that is root tries all four; else
/// there are those that its own user can have.
enum SandboxMode: String, CaseIterable {
    case rootWithGroup = "root, control group"
    case rootWithout = "root, watched"
    case userWithGroup = "user, control group"
    case userWithout = "user, watched"

    var isRoot: Bool { self == .rootWithGroup || self == .rootWithout }
    var usesGroup: Bool { self == .rootWithGroup || self == .userWithGroup }

    /// Whether it can be had by who runs the tests, on this machine.
    var isHere: Bool {
        let isUsers = geteuid() != 0
        switch self {
        case .rootWithGroup: return !isUsers && (MemoryGroup.isAvailable || hasDelegatedGroup)
        case .rootWithout: return !isUsers
        case .userWithGroup: return isUsers ? hasDelegatedGroup : MemoryGroup.isAvailable
        case .userWithout: return true
        }
    }

    /// Not the users that sandboxes become.
    static let user = 61_900

    /// Each worker's supervisors run in a group of their own, which tells what they all held.
    func starter(_ group: MemoryGroup?) -> [String] {
        let becomeUser = [
            "/usr/bin/setpriv", "--reuid=\(Self.user)", "--regid=\(Self.user)", "--clear-groups",
        ]
        return (group?.starter ?? []) + (geteuid() == 0 && !isRoot ? becomeUser : [])
    }
}

/// A group of version 2 above our own that we may make others in.
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

/// A control group that samples' own groups are made in, and the most memory that was in it.
/// Version 1, where the test is root: there the kernel tells the most of each sample anew.
struct MemoryGroup {
    private static let parents = ["/sys/fs/cgroup/memory", "/sys/fs/cgroup/pids"]
    private let folders: [String]

    static let isAvailable =
        geteuid() == 0
        && parents.allSatisfy { access($0 + "/cgroup.procs", W_OK) == 0 }

    /// Nil where there can't be one.
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

    /// Begins anew, once the kernel has taken back what the sample before has held.
    func reset() async {
        _ = await eventually { (read("memory.usage_in_bytes") ?? 0) < 32 << 20 }
        for file in ["memory.max_usage_in_bytes", "memory.kmem.tcp.max_usage_in_bytes"] {
            try? Data("0".utf8).write(to: URL(fileURLWithPath: "\(folders[0])/\(file)"))
        }
    }

    /// Version 1 counts the buffers of connections apart.
    var mostBytes: Int? {
        guard let memory = read("memory.max_usage_in_bytes") else { return nil }
        return memory + (read("memory.kmem.tcp.max_usage_in_bytes") ?? 0)
    }

    private func read(_ file: String) -> Int? {
        (try? String(contentsOfFile: "\(folders[0])/\(file)", encoding: .utf8)).flatMap {
            Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    /// False when something is left in it: a process, or a sample's group.
    func remove() -> Bool {
        folders.allSatisfy { folder in soon { rmdir(folder) == 0 } }
    }
}
