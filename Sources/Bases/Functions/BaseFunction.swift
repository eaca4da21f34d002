import Basics

/// The signature of a function.
struct BaseFunction: Sendable {
    enum Receiver: String, Sendable {
        case any = "any value"
        case text
        case number
        case date
        case list
        case link
        case file
        case object
    }

    var name: String
    /// The type of the value that it is called on; nil for a global function.
    var receiver: Receiver?
    var arguments: ClosedRange<Int>
    /// The call as messages show it: `replace(text, replacement)`.
    var usage: String

    private init(_ usage: String, _ receiver: Receiver?, _ arguments: ClosedRange<Int>) {
        self.usage = usage
        self.receiver = receiver
        self.arguments = arguments
        name = String(usage.prefix { $0 != "(" })
    }

    private init(_ usage: String, _ arguments: ClosedRange<Int>) {
        self.init(usage, nil, arguments)
    }

    private static let many = 1...64

    static let global: [BaseFunction] = [
        BaseFunction("date(text)", 1...1), BaseFunction("duration(text)", 1...1),
        BaseFunction("escapeHTML(text)", 1...1), BaseFunction("file(path)", 1...1),
        BaseFunction("html(text)", 1...1), BaseFunction("icon(name)", 1...1),
        BaseFunction("if(condition, then, else)", 2...3), BaseFunction("image(path)", 1...1),
        BaseFunction("link(path, display)", 1...2), BaseFunction("list(value)", 1...1),
        BaseFunction("max(number, …)", many), BaseFunction("min(number, …)", many),
        BaseFunction("now()", 0...0), BaseFunction("number(value)", 1...1),
        BaseFunction("random()", 0...0), BaseFunction("today()", 0...0),
    ]

    static let methods: [BaseFunction] =
        [
            BaseFunction("isEmpty()", .any, 0...0), BaseFunction("isTruthy()", .any, 0...0),
            BaseFunction("isType(name)", .any, 1...1), BaseFunction("toString()", .any, 0...0),

            BaseFunction("contains(text)", .text, 1...1),
            BaseFunction("containsAll(text, …)", .text, many),
            BaseFunction("containsAny(text, …)", .text, many),
            BaseFunction("endsWith(text)", .text, 1...1), BaseFunction("lower()", .text, 0...0),
            BaseFunction("repeat(count)", .text, 1...1),
            BaseFunction("replace(text, replacement)", .text, 2...2),
            BaseFunction("reverse()", .text, 0...0),
            BaseFunction("slice(start, end)", .text, 1...2),
            BaseFunction("split(separator, count)", .text, 1...2),
            BaseFunction("startsWith(text)", .text, 1...1), BaseFunction("title()", .text, 0...0),
            BaseFunction("trim()", .text, 0...0),

            BaseFunction("abs()", .number, 0...0), BaseFunction("ceil()", .number, 0...0),
            BaseFunction("floor()", .number, 0...0), BaseFunction("round(digits)", .number, 0...1),
            BaseFunction("toFixed(digits)", .number, 0...1),

            BaseFunction("date()", .date, 0...0), BaseFunction("format(pattern)", .date, 1...1),
            BaseFunction("relative()", .date, 0...0), BaseFunction("time()", .date, 0...0),

            BaseFunction("contains(value)", .list, 1...1),
            BaseFunction("containsAll(value, …)", .list, many),
            BaseFunction("containsAny(value, …)", .list, many),
            BaseFunction("filter(condition)", .list, 1...1), BaseFunction("flat()", .list, 0...0),
            BaseFunction("join(separator)", .list, 0...1),
            BaseFunction("map(expression)", .list, 1...1), BaseFunction("mean()", .list, 0...0),
            BaseFunction("reduce(expression, start)", .list, 1...2),
            BaseFunction("reverse()", .list, 0...0),
            BaseFunction("slice(start, end)", .list, 1...2),
            BaseFunction("sort()", .list, 0...0), BaseFunction("sum()", .list, 0...0),
            BaseFunction("unique()", .list, 0...0),

            BaseFunction("asFile()", .link, 0...0), BaseFunction("linksTo(file)", .link, 1...1),

            BaseFunction("asLink(display)", .file, 0...1),
            BaseFunction("hasLink(file)", .file, 1...1),
            BaseFunction("hasProperty(name)", .file, 1...1),
            BaseFunction("hasTag(tag, …)", .file, many),
            BaseFunction("inFolder(folder)", .file, 1...1),

            BaseFunction("keys()", .object, 0...0), BaseFunction("values()", .object, 0...0),
        ]

    static func global(_ name: String) -> BaseFunction? { globalByName[name] }

    /// Returns all functions of that name, because values of several types may have one.
    static func methods(_ name: String) -> [BaseFunction] { methodsByName[name] ?? [] }

    private static let globalByName = Dictionary(uniqueKeysWithValues: global.map { ($0.name, $0) })
    private static let methodsByName = Dictionary(grouping: methods, by: \.name)

    /// Names of functions in other languages, with the expression to write instead.
    static let known: [String: String] = [
        "upper": "there are title() and lower()", "toUpperCase": "there are title() and lower()",
        "toLowerCase": "write lower()", "includes": "write contains(…)", "count": "write .length",
        "len": "write .length", "size": "write .length", "substring": "write slice(start, end)",
        "concat": "join texts and lists by +", "push": "join lists by +",
        "average": "write mean()", "avg": "write mean()", "find": "write filter(…)[0]",
        "some": "write filter(…).length > 0", "distinct": "write unique()",
        "first": "write [0]", "last": "write reverse()[0]", "dateDiff": "subtract: a - b",
        "dateModify": "add a duration: date + \"1d\"", "taggedWith": "write file.hasTag(…)",
        "linksTo": "write file.hasLink(…)", "sin": "there is no trigonometry",
        "concatenate": "join texts and lists by +", "not": "write !x", "and": "write a && b",
        "or": "write a || b", "empty": "write x.isEmpty()", "notEmpty": "write !x.isEmpty()",
        "matches": "write contains(…), startsWith(…) or endsWith(…)",
        "checkbox": "true and false are shown as boxes without a function",
    ]

    /// Returns the advice for a name that is not a function.
    static func help(for name: String, among functions: [BaseFunction]) -> String {
        if let advice = known[name] { return advice }
        if let near = nearest(to: name, among: Set(functions.map(\.name)).sorted()) {
            let usage = functions.first { $0.name == near }?.usage ?? near
            return "did you mean “\(usage)”?"
        }
        return "the functions are \(Set(functions.map(\.name)).sorted().joined(separator: ", "))"
    }
}
