package import Tools
package import Vault

/// What a build is asked to do. All paths are absolute.
package struct BuildOptions: Sendable {
    package enum Execution: Sendable {
        case asNeeded
        /// Nothing is run.
        case frozen
        /// What matches runs again: `Note.md`, `Folder/*`, `Note.md#sample`.
        case rerun(GlobPattern?)
        /// What matches and was recorded elsewhere runs again.
        case refresh(GlobPattern?)
        /// All run, and what they print now is what is expected from now on.
        case accept
    }

    package enum Measuring: Sendable {
        /// Measurements whose record is missing or stale are made.
        case asNeeded
        /// What is recorded is shown, and what is stale is a warning: while one writes, nobody wants
        /// to wait for a minute after each save.
        case never
        /// Measurements, and no samples.
        case only
    }

    package var content: String
    package var theme: String
    package var output: String
    /// Nil: nothing is cached.
    package var cache: String?
    package var jobs: Int
    package var execution = Execution.asNeeded
    package var measuring = Measuring.asNeeded
    /// Overrides `site.yml`.
    package var samples: Configuration.SampleSelection?
    package var baseURL: String?
    package var includesDrafts = false
    package var allowsUnsandboxed = false
    /// The settings of the person who builds; nil: there are none.
    package var settings: String?
    /// It is an error when they aren't there: somebody has named them.
    package var requiresSettings = false
    package var makesSearch = true
    /// A check asks other sites whether links to them are alive.
    package var checksExternalLinks = false
    /// Only samples that match are looked at, like those of ``shard``.
    package var scope: GlobPattern?
    /// Only the samples of one shard, counted from 1, are looked at.
    package var shard: (index: Int, count: Int)?
    /// No record is removed, although no sample owns it.
    package var keepsAllRecords = false
    /// The process ends after this build, and takes with it what is in memory: taking a large site
    /// apart piece by piece takes longer.
    package var endsProcess = false
    /// The `sample-shim` executable.
    package var shim: String
    /// Programs of this machine, none of which comes from the content or the theme.
    package var tools: Toolbox

    package init(
        content: String, theme: String, output: String, cache: String?, jobs: Int, shim: String
    ) {
        self.content = content
        self.theme = theme
        self.output = output
        self.cache = cache
        self.jobs = jobs
        self.shim = shim
        tools = Toolbox(ToolPlaces(foreign: [content, theme]))
    }
}

/// Where a build stands, for whoever shows it.
package struct BuildProgress: Sendable {
    package var phase: String
    package var done: Int
    package var total: Int
    /// It may take long, so that it is told even where there is no live line.
    package var takesLong = false
}
