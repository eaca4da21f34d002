extension BaseRegexp {
    private static let patternLimit = 1000
    private static let flagsKnown = "gimsuv"

    /// - Throws: an error whose offset counts from the first byte of `pattern`.
    init(pattern: String, flags: String) throws(RegexpError) {
        guard pattern.utf8.count <= Self.patternLimit else {
            throw RegexpError(
                offset: 0, message: "this pattern is longer than \(Self.patternLimit) bytes")
        }
        for flag in flags where !Self.flagsKnown.contains(flag) {
            throw RegexpError(
                offset: pattern.utf8.count + 1, message: "there is no flag “\(flag)”",
                help:
                    "known are g (all), i (any case), m (^ and $ at lines), s (. matches breaks), u"
            )
        }
        var parser = BaseRegexpParser(pattern, ignoresCase: flags.contains("i"))
        let node = try parser.parse()
        var compiler = RegexpCompiler(
            ignoresCase: flags.contains("i"), multiline: flags.contains("m"),
            dotAll: flags.contains("s"))
        try compiler.emit(.save(0))
        try compiler.compile(node)
        try compiler.emit(.save(1))
        try compiler.emit(.match)
        self.pattern = pattern
        self.flags = flags
        program = compiler.program
        sets = compiler.sets
        groupCount = parser.groupCount
        groupNames = parser.groupNames
    }
}

private struct RegexpCompiler {
    private static let sizeLimit = 4000

    let ignoresCase: Bool
    let multiline: Bool
    let dotAll: Bool
    var program: [RegexpInstruction] = []
    var sets: [RegexpSet] = []
    private var work = 0

    init(ignoresCase: Bool, multiline: Bool, dotAll: Bool) {
        self.ignoresCase = ignoresCase
        self.multiline = multiline
        self.dotAll = dotAll
    }

    mutating func emit(_ instruction: RegexpInstruction) throws(RegexpError) {
        program.append(instruction)
        guard program.count <= Self.sizeLimit else { throw Self.tooLarge }
    }

    private static let tooLarge = RegexpError(
        offset: 0, message: "this pattern is too large once its repetitions are written out",
        help: "repeat fewer times")

    mutating func compile(_ node: RegexpNode) throws(RegexpError) {
        // Repetitions of nothing emit nothing, and nested would yet take for ever.
        work += 1
        guard work <= Self.sizeLimit * 4 else { throw Self.tooLarge }
        switch node {
        case .empty: break
        case .scalar(let scalar): try emit(.scalar(ignoresCase ? folded(scalar) : scalar))
        case .set(let set):
            sets.append(set)
            try emit(.set(sets.count - 1))
        case .any: try emit(.any(includingBreaks: dotAll))
        case .start: try emit(.start(ofLine: multiline))
        case .end: try emit(.end(ofLine: multiline))
        case .wordBoundary(let isWanted): try emit(.wordBoundary(isWanted))
        case .sequence(let nodes): for node in nodes { try compile(node) }
        case .either(let branches): try compileEither(branches)
        case .group(let node, let number):
            if let number { try emit(.save(number * 2)) }
            try compile(node)
            if let number { try emit(.save(number * 2 + 1)) }
        case .repetition(let node, let minimum, let maximum, let isGreedy):
            try compileRepetition(node, minimum, maximum, isGreedy)
        }
    }

    private mutating func compileEither(_ branches: [RegexpNode]) throws(RegexpError) {
        var jumps: [Int] = []
        for (index, branch) in branches.enumerated() {
            if index == branches.count - 1 {
                try compile(branch)
            } else {
                let split = program.count
                try emit(.split(split + 1, 0))
                try compile(branch)
                jumps.append(program.count)
                try emit(.jump(0))
                program[split] = .split(split + 1, program.count)
            }
        }
        for jump in jumps { program[jump] = .jump(program.count) }
    }

    private mutating func compileRepetition(
        _ node: RegexpNode, _ minimum: Int, _ maximum: Int?, _ isGreedy: Bool
    ) throws(RegexpError) {
        for _ in 0..<minimum { try compile(node) }
        func branch(_ inside: Int, _ outside: Int) -> RegexpInstruction {
            isGreedy ? .split(inside, outside) : .split(outside, inside)
        }
        guard let maximum else {
            let split = program.count
            try emit(.split(0, 0))
            try compile(node)
            try emit(.jump(split))
            program[split] = branch(split + 1, program.count)
            return
        }
        var splits: [Int] = []
        for _ in minimum..<max(minimum, maximum) {
            splits.append(program.count)
            try emit(.split(0, 0))
            try compile(node)
        }
        for split in splits { program[split] = branch(split + 1, program.count) }
    }
}
