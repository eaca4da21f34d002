/// The stable codes of all diagnostics. The handbook lists each of them with an example and its
/// cure.
package enum DiagnosticCode: String, Sendable, Hashable, CaseIterable, Codable {
    // Links
    case linkMissing = "link-missing"
    case linkAmbiguous = "link-ambiguous"
    case linkAlias = "link-alias"
    case anchorMissing = "anchor-missing"
    case blockMissing = "block-missing"
    case embedCycle = "embed-cycle"
    case orphanNote = "orphan-note"
    case orphanAttachment = "orphan-attachment"
    case linkScript = "link-script"
    case linkScheme = "link-scheme"
    case externalDead = "external-dead"
    case externalMoved = "external-moved"
    case tagSpelling = "tag-spelling"

    // Text
    case footnoteUndefined = "footnote-undefined"
    case footnoteUnused = "footnote-unused"
    case footnoteDuplicate = "footnote-duplicate"
    case referenceUndefined = "reference-undefined"
    case referenceUnused = "reference-unused"
    case referenceDuplicate = "reference-duplicate"
    case blockDuplicate = "block-duplicate"
    case commentUnclosed = "comment-unclosed"
    case nestingTooDeep = "nesting-too-deep"
    case invalidUTF8 = "invalid-utf8"
    case nulByte = "nul-byte"
    case htmlFiltered = "html-filtered"
    case htmlForbidden = "html-forbidden"
    case htmlDropped = "html-dropped"
    case htmlUnbalanced = "html-unbalanced"
    case formulaInvalid = "formula-invalid"
    case blockPlugin = "block-plugin"

    // Front matter, settings and data
    case yamlInvalid = "yaml-invalid"
    case yamlTooLarge = "yaml-too-large"
    case propertyType = "property-type"
    case propertyUnknown = "property-unknown"
    case allowInvalid = "allow-invalid"

    // Pages
    case slugCollision = "slug-collision"
    case aliasCollision = "alias-collision"
    case attachmentCollision = "attachment-collision"
    case attachmentActive = "attachment-active"
    case fileUnreadable = "file-unreadable"
    case pathOutside = "path-outside"

    // Samples
    case optionInvalid = "option-invalid"
    case runtimeUnknown = "runtime-unknown"
    case runtimeMissing = "runtime-missing"
    case sampleDuplicate = "sample-duplicate"
    case sampleFailed = "sample-failed"
    case sampleTimeout = "sample-timeout"
    case sampleMemory = "sample-memory"
    case sampleOutput = "sample-output"
    case sampleProcesses = "sample-processes"
    case sampleNotCompiled = "sample-not-compiled"
    case samplePassed = "sample-passed"
    case sampleRaised = "sample-raised"
    case sampleExit = "sample-exit"
    case sampleLimit = "sample-limit"
    case sampleNotRun = "sample-not-run"
    case sampleStale = "sample-stale"
    case sampleInput = "sample-input"
    case sampleUnused = "sample-unused"
    case outputDiffers = "output-differs"
    case outputStray = "output-stray"
    case outputDrift = "output-drift"
    case recordInvalid = "record-invalid"
    case recordUnowned = "record-unowned"
    case sandboxMissing = "sandbox-missing"
    case sandboxFailed = "sandbox-failed"
    case sandboxLevel = "sandbox-level"
    case sandboxOff = "sandbox-off"

    // Comparison
    case compareMissing = "compare-missing"
    case compareInvalid = "compare-invalid"
    case comparisonSparse = "comparison-sparse"
    case criterionInvalid = "criterion-invalid"
    case subjectInvalid = "subject-invalid"
    case subjectUncompared = "subject-uncompared"
    case rowMixed = "row-mixed"
    case rowUniform = "row-uniform"
    case rowOpinion = "row-opinion"
    case ratingContradicted = "rating-contradicted"
    case sourceOld = "source-old"
    case unitUnknown = "unit-unknown"
    case subjectUnknown = "subject-unknown"
    case subjectDuplicate = "subject-duplicate"
    case criterionUnknown = "criterion-unknown"
    case criterionDuplicate = "criterion-duplicate"
    case traitMissing = "trait-missing"
    case traitValue = "trait-value"
    case traitSource = "trait-source"
    case traitReason = "trait-reason"
    case traitMeasure = "trait-measure"
    case comparisonRedundant = "comparison-redundant"

    // Measurements and claims
    case measureUnknown = "measure-unknown"
    case measureInvalid = "measure-invalid"
    case measureDuplicate = "measure-duplicate"
    case measureMoved = "measure-moved"
    case measureSpread = "measure-spread"
    case measureUnusable = "measure-unusable"
    case measureMixed = "measure-mixed"
    case measureUnit = "measure-unit"
    case measureShortRegion = "measure-short-region"
    case measureTooShort = "measure-too-short"
    case measureFailed = "measure-failed"
    case measureNote = "measure-note"
    case measureOutput = "measure-output"
    case valueInvalid = "value-invalid"
    case numberTyped = "number-typed"
    case claimUnknown = "claim-unknown"
    case claimInvalid = "claim-invalid"
    case claimDuplicate = "claim-duplicate"
    case claimMargin = "claim-margin"
    case claimRefuted = "claim-refuted"
    case claimUndecided = "claim-undecided"

    // Bases
    case baseInvalid = "base-invalid"
    case baseFunction = "base-function"
    case baseValue = "base-value"
    case baseLimit = "base-limit"
    case baseView = "base-view"

    // Theme and tools
    case templateInvalid = "template-invalid"
    case templateMissing = "template-missing"
    case toolMissing = "tool-missing"
    case toolFailed = "tool-failed"
    case toolLimit = "tool-limit"
    case cacheUnusable = "cache-unusable"
    case outputKept = "output-kept"
    case configurationInvalid = "configuration-invalid"
}

extension Diagnostic {
    /// True if the site would lack something that its author meant to be there, so that the last
    /// site is kept instead.
    package var keepsLastSite: Bool {
        guard severity == .error else { return false }
        switch code {
        case .fileUnreadable, .templateMissing, .templateInvalid: return true
        case .yamlInvalid, .yamlTooLarge, .pathOutside: return file == settingsName
        default: return false
        }
    }
}

extension DiagnosticCode {
    /// True if the code concerns samples and their records rather than pages.
    package var concernsRunning: Bool {
        switch self {
        case .optionInvalid, .pathOutside, .yamlInvalid, .yamlTooLarge, .fileUnreadable,
            .configurationInvalid:
            true
        default:
            ["sample-", "runtime-", "output-", "record-", "sandbox-", "measure-"]
                .contains(where: rawValue.hasPrefix)
        }
    }

    /// True for a link that leads nowhere.
    package var isDeadLink: Bool { [.linkMissing, .anchorMissing, .blockMissing].contains(self) }
}
