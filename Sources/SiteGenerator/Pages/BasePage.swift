import Bases
import Files
import Vault

/// Returns the context of the page of a `.base` file.
func basePageContext(
    _ attachment: Int, at path: PagePath, content: [UInt8], of site: Site
) -> PageContext {
    let file = site.vault.attachments[attachment]
    let (title, folder) = (String(file.stem), String(file.folder))
    var context = baseContext(title: title, kind: "base", at: path, of: site)
    context["breadcrumbs"] = breadcrumbsHTML(folder: folder, title: title, at: path, of: site)
    context[bytes: "content"] = content
    context[bytes: "backlinks"] = backlinksHTML(
        site.bases.documents[attachment]?.backlinks ?? [], at: path, site: site)
    return context
}
