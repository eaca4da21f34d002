package import Markdown
package import Samples

/// The settings in `site.yml`. The defaults suit a folder of notes without that file.
package struct Configuration: Sendable {
    package enum SampleSelection: String, Sendable, CaseIterable {
        case all, marked, none
    }

    package var title = "Notes"
    package var tagline = ""
    package var description = ""
    package var language = "en"
    /// False: nothing says so, and the notes' script tells the language where it can.
    package var isLanguageSet = false
    /// With its final slash; empty when the site's address isn't known.
    package var baseURL = ""
    package var author = ""
    package var repository = ""
    /// The address for editing a note, with `{path}` for the note's path.
    package var editURL = ""
    /// The top folders in the order of the navigation; others follow by name.
    package var sections: [String] = []
    package var strictLineBreaks = false
    package var html = HTMLPolicy.safe
    /// The hosts whose pages may be shown in frames.
    package var frames: [String] = []
    package var samples = SampleSelection.all
    package var ignore: [GlobPattern] = []
    /// The patterns of links that are not checked.
    package var ignoredLinks: [LinkPattern] = []
    /// The format of the vault's links; nil if it is unknown.
    package var linkFormat: LinkFormat?
    /// Properties whose types Obsidian was told.
    package var propertyNames: Set<String> = []
    package var runtimes: [Runtime] = Runtime.defaults
    package var userSettings = UserSettings()
    package var limits = Limits()

    package struct Limits: Sendable, Hashable {
        package var timeoutSeconds = 10.0
        package var maximumTimeoutSeconds = 60.0
        package var memoryBytes = 512 << 20
        package var maximumMemoryBytes = 2 << 30
        package var outputBytes = 1 << 20
        /// How long a measurement waits for an idle machine.
        package var patienceSeconds = 10.0
    }

    package init() {}
}
