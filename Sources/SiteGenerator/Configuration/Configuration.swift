package import Markdown
package import Samples

/// What `site.yml` says; its defaults serve a folder of notes that has none.
package struct Configuration: Sendable {
    package enum SampleSelection: String, Sendable, CaseIterable {
        case all, marked, none
    }

    package var title = "Notes"
    package var tagline = ""
    package var description = ""
    package var language = "en"
    /// With its final slash; empty when the site's address isn't known.
    package var baseURL = ""
    package var author = ""
    package var repository = ""
    /// With `{path}` for the note's path.
    package var editURL = ""
    /// Folders at the top, in the order of the navigation; others follow by name.
    package var sections: [String] = []
    package var strictLineBreaks = false
    package var html = HTMLPolicy.safe
    /// Hosts whose pages may be shown in frames.
    package var frames: [String] = []
    package var samples = SampleSelection.all
    package var ignore: [GlobPattern] = []
    /// Links that are not checked.
    package var ignoredLinks: [LinkPattern] = []
    /// How the vault's links are written; nil when nobody says.
    package var linkFormat: LinkFormat?
    package var runtimes: [Runtime] = Runtime.defaults
    package var userSettings = UserSettings()
    /// Properties that the vault's author has a type for in Obsidian.
    package var knownProperties: Set<String> = []
    package var limits = Limits()

    package struct Limits: Sendable, Hashable {
        package var timeoutSeconds = 10.0
        package var maximumTimeoutSeconds = 60.0
        package var memoryBytes = 512 << 20
        package var maximumMemoryBytes = 2 << 30
        package var outputBytes = 1 << 20
        /// How long a measurement waits for a calm machine.
        package var patienceSeconds = 10.0
    }

    package init() {}
}
