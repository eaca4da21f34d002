import Basics
import Markdown
import Vault

extension ClaimReading {
    /// Reads `spawn-10k` or `spawn@1000`: a reference whose subject is given elsewhere.
    private mutating func measure(
        _ node: DataNode
    ) -> (name: String, parameter: String?, span: SourceSpan)? {
        guard let written = reader.text(node["measure"], "the measure of a claim") else {
            reader.error(
                .claimInvalid, at: node.span, "this claim compares, but names no `measure`",
                help: "add `measure: NAME`")
            return nil
        }
        let parts = written.value.split(separator: "@", maxSplits: 1).map(String.init)
        return (parts[0], parts.count == 2 ? parts[1] : nil, written.span)
    }

    private mutating func subject(
        _ node: DataNode, _ key: String,
        of measure: (name: String, parameter: String?, span: SourceSpan)
    ) -> MeasureReference? {
        guard let written = reader.text(node[key], "`\(key)`") else {
            let at = node.entries?.first { ["faster", "than"].contains($0.key) }?.keySpan
            reader.error(
                .claimInvalid, at: at ?? node.span,
                "a claim with `faster` needs `than` too, and the other way round",
                help: "add `\(key): SUBJECT`")
            return nil
        }
        return reference(written, of: measure)
    }

    private mutating func reference(
        _ subject: Spanned<String>, of measure: (name: String, parameter: String?, span: SourceSpan)
    ) -> MeasureReference? {
        let parameter = measure.parameter.map { "@" + $0 } ?? ""
        return reference("\(measure.name).\(subject.value)\(parameter)", at: subject.span)
    }

    private mutating func reference(_ text: String, at span: SourceSpan) -> MeasureReference? {
        do {
            let reference = try MeasureReference(parsing: text)
            _ = reader.checkReference(reference, at: span, names: names)
            return reference
        } catch {
            reader.error(.claimInvalid, at: span, error.message, help: MeasureSyntaxError.help)
            return nil
        }
    }

    /// Reads `faster: a` with `than: b`, and the factor `by:`.
    package mutating func faster(_ node: DataNode) -> Claim.Condition? {
        guard let measure = measure(node), let a = subject(node, "faster", of: measure),
            let b = subject(node, "than", of: measure)
        else { return nil }
        if a == b, let span = node["than"]?.span {
            reader.error(.claimInvalid, at: span, "“\(a.subject)” is compared with itself")
            return nil
        }
        var factor: Double?
        if let by = node["by"], !by.isNull {
            factor = reader.text(by, "`by`").flatMap {
                parseQuantity($0.value, units: units).flatMap {
                    $0.unit.name.isEmpty || $0.unit == .ratio ? $0.value : nil
                }
            }
            if factor ?? 0 < 1 {
                reader.error(
                    .claimInvalid, at: by.span,
                    "`by` must be a factor of at least 1, and this is \(by.kindDescription)",
                    help: "`by: 3` means at least 3 times faster")
                return nil
            }
        }
        return .better(a, than: b, by: factor)
    }

    /// Reads `same: [a, b]`, and the part `within:`.
    package mutating func same(_ node: DataNode) -> [Claim.Condition] {
        guard let measure = measure(node) else { return [] }
        let subjects = reader.texts(node["same"], "`same`")
        if subjects.count < 2 {
            reader.error(
                .claimInvalid, at: node["same"]?.span ?? node.span,
                "`same` needs two subjects or more", help: "write `same: [a, b]`")
            return []
        }
        var within = 0.03
        if let written = reader.text(node["within"], "`within`") {
            let quantity = parseQuantity(written.value, units: units)
            let part =
                quantity.map { quantity in
                    switch quantity.unit.name {
                    case "percent": quantity.value / 100
                    case "": quantity.value
                    default: 0
                    }
                } ?? 0
            if part <= 0 || part >= 1 {
                reader.error(
                    .claimInvalid, at: written.span,
                    "`within` must be a fraction between 0 and 1, and this is “\(written.value)”",
                    help: "write for example `within: 5 %`")
            }
            within = part
        }
        let references = subjects.compactMap { reference($0, of: measure) }
        guard let first = references.first else { return [] }
        return references.dropFirst().map { .same(first, $0, within: within) }
    }

    /// Reads `ratio: a / b`, `quantity: a`, or `measure: a.subject` with a bound. Next to
    /// `measure:`, `ratio` and `quantity` may name subjects alone.
    package mutating func expression(
        _ node: DataNode
    ) -> (expression: MeasureExpression, span: SourceSpan)? {
        let isRatio = has(node, "ratio")
        let key = isRatio ? "ratio" : has(node, "quantity") ? "quantity" : "measure"
        guard let written = reader.text(node[key], "`\(key)`") else { return nil }
        var text = written.value
        if key != "measure", has(node, "measure"), let measure = measure(node) {
            let parameter = measure.parameter.map { "@" + $0 } ?? ""
            text = text.split(separator: "/", omittingEmptySubsequences: false).map {
                "\(measure.name).\($0.trimmed)\(parameter)"
            }.joined(separator: " / ")
        }
        do {
            let expression = try MeasureExpression(parsing: text)
            if isRatio, case .value = expression {
                reader.error(
                    .claimInvalid, at: written.span, "“\(written.value)” is no ratio",
                    help: "write `ratio: NAME.a / NAME.b`, or `quantity: NAME.a`")
                return nil
            }
            for reference in expression.references {
                _ = reader.checkReference(reference, at: written.span, names: names)
            }
            return (expression, written.span)
        } catch {
            reader.error(
                .claimInvalid, at: written.span, error.message, help: MeasureSyntaxError.help)
            return nil
        }
    }

    mutating func bounded(
        _ found: (expression: MeasureExpression, span: SourceSpan), _ node: DataNode
    ) -> Claim.Condition? {
        let dimension: String?
        switch found.expression {
        case .ratio(let a, let b):
            dimension = "ratio"
            checkDivisible(a, b, at: found.span)
        case .value(let reference):
            dimension = names.measures?[reference.measure]?.unit.dimension
        }
        guard let bounds = bounds(node, dimension: dimension) else { return nil }
        if bounds.atLeast == nil, bounds.atMost == nil {
            reader.error(
                .claimInvalid, at: found.span, "nothing says how much “\(found.expression)” may be",
                help: "add `at-least:` or `at-most:`")
            return nil
        }
        return .bounded(found.expression, bounds)
    }

    private mutating func checkDivisible(
        _ a: MeasureReference, _ b: MeasureReference, at span: SourceSpan
    ) {
        guard let p = names.measures?[a.measure]?.unit, let q = names.measures?[b.measure]?.unit,
            p.dimension != q.dimension
        else { return }
        reader.error(
            .claimInvalid, at: span,
            "“\(a)” is a \(p.dimension) and “\(b)” a \(q.dimension): their ratio means nothing")
    }

    /// Reads `at-least:` and `at-most:`. Returns nil after a mistake; bounds may be empty.
    package mutating func bounds(_ node: DataNode, dimension: String?) -> Claim.Bounds? {
        var result = Claim.Bounds()
        for (key, path) in [
            ("at-least", \Claim.Bounds.atLeast), ("at-most", \Claim.Bounds.atMost),
        ] {
            guard let written = reader.text(node[key], "`\(key)`") else { continue }
            guard let quantity = parseQuantity(written.value, units: units) else {
                reader.error(
                    .claimInvalid, at: written.span,
                    "`\(key)` must be a number, with its unit where it has one, and this is "
                        + "“\(written.value)”",
                    help: "write for example `\(key): \(exampleOfBound(dimension))`")
                return nil
            }
            let unit = quantity.unit.name.isEmpty ? nil : quantity.unit
            if let unit, let dimension, unit.dimension != dimension {
                reader.error(
                    .claimInvalid, at: written.span,
                    "“\(written.value)” is a \(unit.dimension), and what is measured is a "
                        + dimension, help: "give the bound in a unit of \(dimension)")
                return nil
            }
            // Both bounds share one unit: the second is converted to that of the first.
            var value = quantity.value
            if let known = result.unit, let unit, let converted = unit.convert(value, to: known) {
                value = converted
            } else {
                result.unit = unit ?? result.unit
            }
            result[keyPath: path] = value
        }
        if let low = result.atLeast, let high = result.atMost, low > high {
            reader.error(
                .claimInvalid, at: node["at-most"]?.span ?? node.span,
                "`at-most` is less than `at-least`: nothing can be both")
            return nil
        }
        return result
    }
}

private func exampleOfBound(_ dimension: String?) -> String {
    switch dimension {
    case "time": "100 ms"
    case "memory": "64 KiB"
    default: "3"
    }
}
