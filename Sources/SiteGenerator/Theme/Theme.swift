package import Basics
import Files
import Foundation
import Mustache
package import Vault

/// The parsed templates and the assets of `theme/`.
package struct Theme: Sendable {
    /// The files for the output. Their names contain a hash of their content.
    package var assets: [OutputFile]
    /// The address of an asset, which templates use as `assets.NAME`.
    package struct AssetPath: Sendable {
        package var name: String
        package var path: String
    }

    /// The addresses of the assets, in a fixed order.
    package var assetPaths: [AssetPath]
    /// A digest of everything in the theme that pages depend on.
    package var digest: Digest
    private var library: MustacheLibrary

    /// - Returns: the theme, and its problems. Templates that can't be parsed are errors.
    /// - Throws: ``EnvironmentError`` if there is no theme.
    package static func read(from folder: String) throws -> (Theme, [Diagnostic]) {
        guard isDirectory(folder + "/templates") else {
            throw EnvironmentError(
                "there is no theme in \(folder)",
                help: "name its folder by --theme; it must hold templates/ and assets/")
        }
        var diagnostics: [Diagnostic] = []
        var digest = Digest()
        var templates: [String: MustacheTemplate] = [:]
        for name in folderNames(folder + "/templates") ?? [] where name.hasSuffix(".mustache") {
            guard let bytes = readFile("templates/" + name, inside: folder) else {
                diagnostics.append(unreadable("templates/" + name, errno))
                continue
            }
            let text = String(decoding: bytes, as: UTF8.self)
            digest.combine(name)
            digest.combine(text)
            do {
                templates[String(name.dropLast(9))] = try MustacheTemplate(string: text)
            } catch {
                diagnostics.append(templateProblem(error, file: "templates/" + name))
            }
        }
        for required in ["note", "list", "tag", "404"] where templates[required] == nil {
            diagnostics.append(
                Diagnostic(
                    .error, .templateMissing, file: "templates/\(required).mustache",
                    "the theme has no template “\(required)”", help: "add this file"))
        }
        let (assets, paths, problems) = readAssets(folder)
        for asset in assets { digest.combine(asset.path.string) }
        let theme = Theme(
            assets: assets, assetPaths: paths, digest: digest,
            library: MustacheLibrary(templates: templates))
        diagnostics += problems
        for index in diagnostics.indices { diagnostics[index].folder = .theme }
        return (theme, diagnostics)
    }

    /// Renders a page. Returns nil if the theme has no such template.
    package func render(_ template: String, _ context: [String: Any]) -> String? {
        library.render(context, withTemplate: template)
    }

    package func has(_ template: String) -> Bool { library.getTemplate(named: template) != nil }
}
