import Vault

/// Tells the problems that the last save brought from those that stood before it, so that the
/// preview interrupts its author only for the former.
struct StandingProblems {
    /// A problem's place moves with the lines above it, so it is not part of its identity.
    private struct Identity: Hashable {
        var file: String
        var code: DiagnosticCode
        var message: String

        init(_ problem: Diagnostic) {
            (file, code, message) = (problem.file, problem.code, problem.message)
        }
    }

    /// The problems before the last save, except those in the files that were saved; nil before
    /// the first build.
    private var standing: Set<Identity>?
    private var current: Set<Identity> = []

    /// Notes that files were saved.
    /// - Parameter files: paths in the vault.
    mutating func save(_ files: Set<String>) {
        standing = current.filter { !files.contains($0.file) }
    }

    /// Takes the problems of a build, and returns for each whether the last save brought it. The
    /// first build's problems were all there before.
    mutating func update(_ problems: [Diagnostic]) -> [Bool] {
        let identities = problems.map(Identity.init)
        current = Set(identities)
        let standing = standing ?? current
        self.standing = standing
        return identities.map { !standing.contains($0) }
    }
}
