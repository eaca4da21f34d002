import Foundation
import Testing

struct FaultTests {
    @Test(
        "A build with a fault reports it and leaves a complete site, and the next build is correct",
        arguments: Fault.all.filter { $0.obstacle == nil })
    func fault(_ fault: Fault) throws {
        let vault = try FaultyVault(fault)
        #expect(try vault.shell(fault.prepare) == 0)
        let first = try vault.build()
        #expect(first.status == 0, "\(first.errors)")
        let old = try vault.files()
        try vault.changeNote()

        #expect(try vault.shell(fault.inflict) == 0)
        let faulty = try vault.buildWithFault()
        #expect(faulty.status == fault.status, "\(faulty.errors)")
        for part in fault.says { #expect(faulty.errors.contains(part), "\(faulty.errors)") }
        let left = try vault.files()
        if fault.leaves == .old { #expect(Self.difference(left, old) == []) }

        #expect(try vault.shell(fault.cure) == 0)
        let next = try vault.build()
        #expect(next.status == 0, "\(next.errors)")
        let clean = try vault.vault.run("build", ["--output", "expected", "--no-cache"])
        #expect(clean.status == 0, "\(clean.errors)")
        let expected = try TinyVault.files(in: vault.folder + "/expected")
        #expect(try Self.difference(vault.files(), expected) == [])
        if fault.leaves == .new { #expect(Self.difference(left, expected) == []) }
        #expect(expected["index.html"] != old["index.html"])
        #expect(try vault.leftovers() == [])
    }

    /// Faults that can't be caused on this machine are skipped by name.
    private static let missing = Fault.all.compactMap { fault in
        fault.obstacle.map { "\(fault.name) (\($0))" }
    }

    @Test(
        "Every fault is tried",
        .disabled(if: !missing.isEmpty, "not tried: \(missing.joined(separator: ", "))"))
    func all() {
        #expect(Fault.all.count > 40)
        #expect(Set(Fault.all.map(\.name)).count == Fault.all.count)
    }

    /// Returns the files that only one site has, or that differ.
    static func difference(_ one: [String: Data], _ other: [String: Data]) -> [String] {
        Set(one.keys).union(other.keys).filter { one[$0] != other[$0] }.sorted()
    }
}
