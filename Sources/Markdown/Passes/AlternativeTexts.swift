extension Document {
    /// Replaces the content of each image's brackets by a plain alternative text.
    mutating func flattenImages(_ placeholders: PlaceholderText, source: [UInt8]) {
        var index: NodeIndex? = 0
        while let current = index {
            let isImage = nodes[Int(current)].kind == .image
            if isImage, nodes[Int(current)].firstChild >= 0 {
                let text = alternativeText(of: current)
                nodes[Int(current)].detail = keep(placeholders.restored(text, source: source))
                nodes[Int(current)].firstChild = Self.none
                nodes[Int(current)].lastChild = Self.none
            }
            index = following(current, within: 0)
        }
    }

    private func alternativeText(of image: NodeIndex) -> [UInt8] {
        var text: [UInt8] = []
        var index = following(image, within: image)
        while let current = index {
            let node = nodes[Int(current)]
            switch node.kind {
            case .text, .code, .htmlInline: text += bytes[node.text.range]
            case .softBreak, .lineBreak: text.append(0x20)
            default: break
            }
            index = following(current, within: image)
        }
        return text
    }
}
