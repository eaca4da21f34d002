import Vault

extension BaseEvaluator {
    mutating func fileMethod(
        _ name: String, _ index: Int, _ arguments: [BaseValue], _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        let file = corpus.files[index]
        for argument in arguments { try measure(argument, node.range) }
        switch name {
        case "asLink": return .link(madeLink(.file(index), display: arguments.first))
        case "hasLink":
            guard let target = arguments.first, target != .null else { return .bool(false) }
            try spend(file.links.count / 2, at: node.range)
            return .bool(hasLink(file, to: target))
        case "hasProperty":
            let property = try text(arguments[0], node.range)
            return .bool(file.property(property) != nil)
        case "hasTag":
            var names: [String] = []
            for argument in arguments {
                if case .list(let values) = argument {
                    names += values.compactMap(tagName)
                } else if let name = tagName(argument) {
                    names.append(name)
                }
            }
            try spend(file.tags.count * names.count, at: node.range)
            return .bool(
                file.tags.contains { tag in names.contains { isTag(tag, atOrBelow: $0) } })
        default:
            guard let argument = arguments.first, argument != .null else { return .bool(false) }
            let folder = try text(argument, node.range).split(separator: "/").joined(separator: "/")
            let own = String(file.path.folder)
            return .bool(folder.isEmpty || own == folder.nfc || own.hasPrefix(folder.nfc + "/"))
        }
    }

    /// Compares the files that the links lead to, or the paths of links that lead to no file.
    private func hasLink(_ file: BaseFile, to target: BaseValue) -> Bool {
        if case .list(let targets) = target { return targets.contains { hasLink(file, to: $0) } }
        let wanted =
            if case .text(let text) = target {
                corpus.link(text, from: file.path)
            } else {
                corpus.asLink(target)
            }
        if let position = wanted.file { return file.links.contains { $0.file == position } }
        let path = wanted.path.folded
        return file.links.contains { $0.file == nil && $0.path.folded == path }
    }

    mutating func linkMethod(
        _ name: String, _ link: BaseLink, _ arguments: [BaseValue], _ node: BaseNode
    ) throws(BaseError) -> BaseValue {
        guard let file = link.file else { return name == "asFile" ? .null : .bool(false) }
        if name == "asFile" { return .file(file) }
        return try fileMethod("hasLink", file, arguments, node)
    }
}
