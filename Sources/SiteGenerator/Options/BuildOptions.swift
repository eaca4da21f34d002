package import Tools
package import Vault

/// The options of a build. All paths are absolute.
package struct BuildOptions: Sendable {
    package enum Execution: Sendable {
        case asNeeded
        /// Runs nothing.
        case frozen
        /// Runs samples that match the pattern again: `Note.md`, `Folder/*`, `Note.md#sample`.
        case rerun(GlobPattern?)
        /// Runs samples again that match the pattern and were recorded on another machine.
        case refresh(GlobPattern?)
        /// Runs all samples, and makes their output the expected one.
        case accept
    }

    package enum Measuring: Sendable {
        /// Makes the measurements whose record is missing or stale.
        case asNeeded
        /// Shows recorded measurements and warns of stale ones. It is for writing, where nobody
        /// wants to wait a minute after each save.
        case never
        /// Runs measurements and no samples.
        case only
    }

    package var content: String
    package var theme: String
    package var output: String
    /// The cache folder, or nil to cache nothing.
    package var cache: String?
    package var jobs: Int
    package var execution = Execution.asNeeded
    package var measuring = Measuring.asNeeded
    /// Overrides the setting in `site.yml`.
    package var samples: Configuration.SampleSelection?
    package var baseURL: String?
    package var includesDrafts = false
    package var allowsUnsandboxed = false
    /// The file with the user's own settings, or nil if there is none.
    package var settings: String?
    /// True if it is an error when that file is missing, because the user has named it.
    package var requiresSettings = false
    package var makesSearch = true
    /// True if a check requests external links.
    package var checksExternalLinks = false
    /// The samples to consider, or nil for all.
    package var scope: GlobPattern?
    /// The shard whose samples are considered, counted from 1, or nil for all.
    package var shard: (index: Int, count: Int)?
    /// True if records without a sample are kept.
    package var keepsAllRecords = false
    /// True if the process exits after this build. Memory is then not freed, which takes long for a
    /// large site.
    package var endsProcess = false
    /// The path of the `sample-shim` executable.
    package var shim: String
    /// The programs of this machine. None of them comes from the content or the theme.
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

/// The progress of a build, for display.
package struct BuildProgress: Sendable {
    package var phase: String
    package var done: Int
    package var total: Int
    /// True if the phase may take long, so that it is printed even without a live line.
    package var takesLong = false
    /// The estimated time until `done` is `total`; nil if unknown.
    package var secondsLeft: Double?
}
