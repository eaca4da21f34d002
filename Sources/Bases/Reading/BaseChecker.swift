import Basics
import Markdown
import Vault

/// Finds the errors of expressions that don't depend on a file: unknown names, wrong numbers of
/// arguments, formulas that depend on themselves.
struct BaseChecker {
    let base: Base

    func check(_ formula: BaseFormula) -> [Diagnostic] {
        formula.expression.map(check) ?? []
    }

    func check(_ expression: BaseExpression) -> [Diagnostic] {
        expression.root.nodes.compactMap(error).map { error in
            Diagnostic(
                .error, error.code, file: base.file, span: expression.span(error.range),
                error.message, help: error.help)
        }
    }

    private func error(in node: BaseNode) -> BaseError? {
        switch node.kind {
        case .call(nil, let name, let arguments):
            guard let function = BaseFunction.global(name) else {
                return BaseEvaluator.unknownGlobal(name, node.nameRange)
            }
            return function.arguments.contains(arguments.count)
                ? nil : BaseEvaluator.wrongCount(function, arguments.count, node)
        case .call(.some(let receiver), let name, let arguments):
            if name == "format", case .literal(.text(let pattern))? = arguments.first?.kind,
                let problem = BaseDate.problem(in: pattern)
            {
                return problem.located(in: node)
            }
            return methodError(receiver, name, arguments, node)
        case .member(let receiver, let name): return memberError(receiver, name, node)
        case .index(let receiver, let index):
            guard case .literal(.text(let name)) = index.kind else {
                if case .name("formula") = receiver.kind {
                    return BaseError(
                        .unknown, index.range, "the name of a formula must be a text",
                        help: "write formula.name or formula[\"a name\"]")
                }
                return nil
            }
            return memberError(receiver, name, node)
        default: return nil
        }
    }

    private func methodError(
        _ receiver: BaseNode, _ name: String, _ arguments: [BaseNode], _ node: BaseNode
    ) -> BaseError? {
        var candidates = BaseFunction.methods(name)
        if candidates.isEmpty { return BaseEvaluator.unknownMethod(name, node.nameRange) }
        if case .name("file") = receiver.kind {
            candidates = candidates.filter { $0.receiver == .file || $0.receiver == .any }
            if candidates.isEmpty {
                let functions = BaseFunction.methods.filter { $0.receiver == .file }
                return BaseError(
                    .unknown, node.nameRange, "a file has no function “\(name)”",
                    help: BaseFunction.methods(name).contains { $0.receiver == .text }
                        ? "call it on one of its fields: file.name.\(name)(…)"
                        : BaseFunction.help(for: name, among: functions))
            }
        }
        guard let first = candidates.first,
            !candidates.contains(where: { $0.arguments.contains(arguments.count) })
        else { return nil }
        return BaseEvaluator.wrongCount(first, arguments.count, node)
    }

    private func memberError(
        _ receiver: BaseNode, _ name: String, _ node: BaseNode
    ) -> BaseError? {
        switch receiver.kind {
        case .name("formula"):
            if base.formula(named: name) != nil { return nil }
            let near = nearest(to: name, among: base.formulas.map(\.name))
            return BaseError(
                .unknown, node.nameRange, "no formula is named “\(name)”",
                help: near.map { "did you mean “\($0)”?" } ?? "define it under formulas:")
        case .name("file"): return fileFieldError(name, node)
        case .member(let root, "file"):
            guard case .name("this") = root.kind else { return nil }
            return fileFieldError(name, node)
        default: return nil
        }
    }

    private func fileFieldError(_ name: String, _ node: BaseNode) -> BaseError? {
        if BaseFile.fields.contains(name) { return nil }
        let help: String
        if let near = nearest(to: name, among: BaseFile.fields) {
            help = "did you mean “\(near)”?"
        } else if BaseFunction.methods(name).contains(where: { $0.receiver == .file }) {
            help = "“\(name)” is a function: write \(name)(…)"
        } else {
            help = "a property of the note is written “\(name)” or note.\(name)"
        }
        return BaseError(.unknown, node.nameRange, "a file has no field “\(name)”", help: help)
    }
}

extension BaseChecker {
    /// Returns one diagnostic for each cycle, at its first formula.
    func checkCycles() -> [Diagnostic] {
        var needs: [String: [(name: String, range: Range<Int>)]] = [:]
        for formula in base.formulas {
            let found = (formula.expression?.root.nodes ?? []).compactMap { node in
                node.member(of: "formula").map { (name: $0, range: node.nameRange) }
            }
            needs[formula.name] = found.sorted { $0.range.lowerBound < $1.range.lowerBound }
        }
        var diagnostics: [Diagnostic] = []
        var reported: Set<String> = []
        let suspects = formulasNearCycles(needs.mapValues { Set($0.map(\.name)) })
        for formula in base.formulas
        where suspects.contains(formula.name) && !reported.contains(formula.name) {
            guard let expression = formula.expression,
                let cycle = cycle(from: formula.name, needs)
            else { continue }
            reported.formUnion(cycle)
            let entry = needs[formula.name]?.first { $0.name == cycle[1] }
            diagnostics.append(
                Diagnostic(
                    .error, .baseFunction, file: base.file,
                    span: entry.map { expression.span($0.range) } ?? formula.span,
                    "the formula “\(formula.name)” depends on itself: "
                        + cycle.joined(separator: " → ")))
        }
        return diagnostics
    }

    /// Returns the formulas of all cycles and those between cycles. They are left when formulas
    /// that need no other, or that no other needs, are removed as long as there are any. This saves
    /// a search from each formula when there are thousands.
    private func formulasNearCycles(_ needs: [String: Set<String>]) -> Set<String> {
        var left = Set(needs.keys)
        var needed: [String: Set<String>] = [:]
        for (name, others) in needs {
            for other in others { needed[other, default: []].insert(name) }
        }
        for (forward, backward) in [(needs, needed), (needed, needs)] {
            var counts = forward.mapValues { $0.intersection(left).count }
            var free = left.filter { counts[$0, default: 0] == 0 }.sorted()
            while let name = free.popLast() {
                guard left.remove(name) != nil else { continue }
                for other in backward[name] ?? [] where left.contains(other) {
                    counts[other, default: 0] -= 1
                    if counts[other] == 0 { free.append(other) }
                }
            }
        }
        return left
    }

    /// Returns the shortest path from `start` back to itself, including both ends.
    private func cycle(
        from start: String, _ needs: [String: [(name: String, range: Range<Int>)]]
    ) -> [String]? {
        var previous: [String: String] = [:]
        var queue = [start]
        var position = 0
        while position < queue.count {
            let name = queue[position]
            position += 1
            for next in needs[name] ?? [] {
                if next.name == start {
                    var path = [start]
                    var step = name
                    while step != start {
                        path.append(step)
                        step = previous[step] ?? start
                    }
                    return [start] + path.reversed()
                }
                if previous[next.name] == nil {
                    previous[next.name] = name
                    queue.append(next.name)
                }
            }
        }
        return nil
    }
}
