import Foundation
import Markdown

/// What a build leaves for the next one, which may be a process of its own: the notes as others see
/// them, and of what each page was made. What has not changed since is neither parsed nor rendered
/// again.
struct BuildMemory: Sendable {
    struct Page: Sendable {
        /// Of everything the page was made from.
        var fingerprint: Digest
        /// The file as it was written.
        var stamp: FileStamp
    }

    private struct RememberedNote: Sendable {
        enum Form: Sendable {
            /// A part of ``bytes``.
            case stored(Range<Int>)
            case whole(Note)
        }

        var stamp: FileStamp
        var form: Form
    }

    private static let kind = "site-memory 1 "

    private(set) var pages: [PagePath: Page] = [:]
    private var notes: [String: RememberedNote] = [:]
    private var bytes: ArraySlice<UInt8> = []

    /// Nothing.
    init() {}

    var isEmpty: Bool { pages.isEmpty }

    private static func path(_ options: BuildOptions) -> String? {
        options.cache.map { $0 + "/memory-" + Digest(options.output).prefix(12) }
    }

    private static func title(_ surroundings: Digest) -> String { kind + surroundings.description }

    /// Nothing when there is none, or it is damaged, or of another program, theme or settings; nor
    /// when the site is gone, so that no page of it can be kept.
    init(_ options: BuildOptions, _ surroundings: Digest) {
        self.init()
        let title = Self.title(surroundings)
        guard fileExists(options.output), let path = Self.path(options),
            let file = SealedFile(path, titled: title + "\n")
        else { return }
        var reader = ByteReader(file.bytes)
        for _ in 0..<reader.number() where reader.isSound {
            let path = PagePath(reader.text())
            pages[path] = Page(fingerprint: reader.digest(), stamp: FileStamp(from: &reader))
        }
        while reader.isSound, !reader.isAtEnd {
            let path = reader.text()
            let stamp = FileStamp(from: &reader)
            let part = reader.bytes(reader.number())
            notes[path] = RememberedNote(
                stamp: stamp, form: .stored(part.startIndex..<part.endIndex))
        }
        guard reader.isSound else {
            self = BuildMemory()
            return
        }
        bytes = file.bytes
    }

    /// What was built in this very process, texts and all.
    ///
    /// - Parameter entries: the files of notes, as they were before they were read.
    init(_ built: BuiltSite, _ entries: [ContentListing.Entry]) {
        pages = built.pages
        for entry in entries {
            guard let index = built.site.vault.noteIndex[entry.path] else { continue }
            notes[entry.filePath] = RememberedNote(
                stamp: FileStamp(entry), form: .whole(built.site.vault.notes[index]))
        }
    }

    /// The note in a file that is what it was; from another process without its HTML.
    func note(_ entry: ContentListing.Entry) -> Note? {
        guard let note = notes[entry.filePath], note.stamp == FileStamp(entry) else { return nil }
        switch note.form {
        case .whole(let note): return note
        case .stored(let range): return Note(remembered: bytes[range])
        }
    }

    private func stored(_ entry: ContentListing.Entry) -> ArraySlice<UInt8>? {
        guard case .stored(let range)? = notes[entry.filePath]?.form else { return nil }
        return bytes[range]
    }

    /// Remembers for the next build, which may be a process of its own.
    ///
    /// - Parameter entries: the files of notes, as they were before they were read.
    func save(
        _ options: BuildOptions, _ surroundings: Digest, _ built: BuiltSite,
        _ entries: [ContentListing.Entry]
    ) async {
        guard let path = Self.path(options), built.result.report != nil else { return }
        let vault = built.site.vault
        await SealedFile.save(path, title: Self.title(surroundings)) { file in
            var head = ByteWriter()
            head.write(built.pages.count)
            for (path, page) in built.pages.sorted(by: { $0.key < $1.key }) {
                head.write(path.string)
                head.write(page.fingerprint)
                page.stamp.write(to: &head)
            }
            file.write(head.bytes)
            // Not all at once, which would double the memory that the notes take.
            for start in stride(from: 0, to: entries.count, by: 1_024) {
                let batch = Array(entries[start..<min(start + 1_024, entries.count)])
                let encoded = await concurrentMap(batch, jobs: options.jobs) {
                    encode($0, vault)
                }
                for bytes in encoded { file.write(bytes) }
            }
        }
    }

    /// What is remembered of the note in a file; nothing for one that is read again.
    private func encode(_ entry: ContentListing.Entry, _ vault: Vault) -> [UInt8] {
        guard let index = vault.noteIndex[entry.path] else { return [] }
        let note = vault.notes[index]
        let known = note.isOutline ? stored(entry) : note.remembered.map { $0[...] }
        guard let known else { return [] }
        var bytes = ByteWriter()
        bytes.write(entry.filePath)
        FileStamp(entry).write(to: &bytes)
        bytes.write(known.count)
        bytes.write(raw: known)
        return bytes.bytes
    }
}
