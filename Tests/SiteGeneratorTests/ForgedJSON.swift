import Foundation

/// JSON as a tree whose leaves are kept as they are written, to put into it what no encoder would.
indirect enum ForgedJSON {
    case map([(key: String, value: ForgedJSON)])
    case list([ForgedJSON])
    case leaf(String)

    init(_ text: String) throws {
        let value = try JSONSerialization.jsonObject(
            with: Data(text.utf8), options: .fragmentsAllowed)
        self = try Self.tree(value)
    }

    private static func tree(_ value: Any) throws -> ForgedJSON {
        switch value {
        case let map as [String: Any]:
            return .map(
                try map.sorted { $0.key < $1.key }.map { (key: $0.key, value: try tree($0.value)) })
        case let list as [Any]: return .list(try list.map(tree))
        default:
            let data = try JSONSerialization.data(
                withJSONObject: value, options: .fragmentsAllowed)
            return .leaf(String(decoding: data, as: UTF8.self))
        }
    }

    var text: String {
        switch self {
        case .map(let entries):
            "{" + entries.map { "\"\($0.key)\":\($0.value.text)" }.joined(separator: ",") + "}"
        case .list(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
        case .leaf(let text): text
        }
    }

    /// In place of any value.
    static let nasty = [
        "null", "true", "0", "-0", "-1", "0.5", "1e19", "-1e19", "1e308", "-1e308", "1e400",
        "5e-324",
        "9223372036854775807", "-9223372036854775808", "18446744073709551616", "NaN", "\"nan\"",
        "\"\"",
        "\"<q-q q-q=1>\"", "\"\\\" q-q=\\\"x\"", "\"' onload='q\"", "\"javascript:q\"",
        "\"</script><script>q\"",
        "\"\\u0000\\u001b]8;;http://q\\u0007\"", "\"\\ud800\"", "\"\\ufffe\\uffff\"",
        "\"\\u202e\\u2066\"",
        "\"inf..inf 1e400..2 -1..5\"", "\"exited 1e99\"", "\"timedOut 1e308\"",
        "\"signalled -9223372036854775808\"", "\"outOfMemory 9223372036854775807\"",
        "\"tooManyProcesses -1\"", "[]", "[[]]", "[1e308,-1e308,1e19]",
        "[-1,99,9223372036854775807]", "{}",
        "{\"error\":\"<q-q>\"}", "{\"a\":{\"a\":{\"a\":null}}}",
        String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000),
        "\"" + String(repeating: "x", count: 100_000) + "\"",
        "[" + String(repeating: "1,", count: 20_000) + "1]", "",
    ]

    /// Each value replaced by each of these, left out, and put in twice.
    var mutations: [(text: String, what: String)] {
        var mutations: [(text: String, what: String)] = []
        visit([]) { path, render in
            for value in Self.nasty {
                mutations.append((render(value), "\(path): \(value.prefix(60))"))
            }
            mutations.append((render(nil), "\(path) left out"))
        }
        return mutations
    }

    /// Calls for each value with what writes the whole with another in its place, nil leaving it out.
    private func visit(
        _ path: [String], _ body: (_ path: String, _ render: @escaping (String?) -> String) -> Void
    ) {
        body(path.joined(separator: "."), { $0 ?? "" })
        switch self {
        case .leaf: break
        case .map(let entries):
            for (index, entry) in entries.enumerated() {
                entry.value.visit(path + [entry.key]) { inner, render in
                    body(inner) { value in
                        var entries = entries
                        let isWhole = inner == (path + [entry.key]).joined(separator: ".")
                        if value == nil, isWhole {
                            entries.remove(at: index)
                        } else {
                            entries[index].value = .leaf(render(value))
                        }
                        return ForgedJSON.map(entries).text
                    }
                }
            }
        case .list(let values):
            for index in values.indices {
                values[index].visit(path + ["\(index)"]) { inner, render in
                    body(inner) { value in
                        var values = values
                        let isWhole = inner == (path + ["\(index)"]).joined(separator: ".")
                        if value == nil, isWhole {
                            values.append(values[index])
                        } else {
                            values[index] = .leaf(render(value))
                        }
                        return ForgedJSON.list(values).text
                    }
                }
            }
        }
    }
}

extension ForgedJSON {
    static let output = """
        {"ending":"exited 0","key":"k","omitted":{"afterLine":0,"lines":7},\
        "output":["one",{"error":"\\u001b[1mtwo"}],"runtime":"cpython"}
        """

    static let times = """
        {
          "key" : "k",
          "observation" : {
            "date" : "2030-01-01T00:00:00Z", "host" : {
              "cores" : 2, "kernel" : "6", "memoryBytes" : 1024, "processor" : "P", "system" : "S"
            },
            "involuntarySwitches" : 8,
            "lanes" : [
              {
                "busy" : "0.0..0.01 0.02..0.03", "kind" : "thread", "name" : "MainThread",
                "end" : 0.2,
                "start" : 0
              },
              {
                "busy" : "0.11..0.12", "kind" : "task", "name" : "fetch(3)",
                "end" : 0.19,
                "parent" : 0,
                "start" : 0.1
              }
            ],
            "moments" : [0.01, 0.15],
            "peakMemoryBytes" : 8470528,
            "runtimeVersion" : "Python 3",
            "sandbox" : "none",
            "systemSeconds" : 0.004, "userSeconds" : 0.008,
            "voluntarySwitches" : 2,
            "wallSeconds" : 0.2
          }
        }
        """

    static let definition = """
        {"key":"k","name":"spawn","series":[\
        {"point":[],"role":"arm","runtime":"cpython","subject":"a"},\
        {"point":[],"role":"arm","runtime":"cpython","subject":"b"},\
        {"point":[],"role":"shadow","runtime":"cpython","subject":"a"},\
        {"point":[],"role":"null","runtime":"cpython","subject":""}]}
        """

    static let data: String = {
        func series(_ center: Double, regions: Bool) -> String {
            func list(_ values: [Double]) -> String {
                "[" + values.map { "\($0)" }.joined(separator: ",") + "]"
            }
            let times = (0..<7).map { center * (1 + Double($0) / 1000) }
            let none: [Double] = []
            return """
                {"involuntarySwitches":\(list(times.map { _ in 3 })),\
                "peakMemoryBytes":\(list(times.map { _ in 8192 })),\
                "regionCounts":\(list(regions ? times.map { _ in 2 } : none)),\
                "regionProcessorSeconds":\(list(regions ? times : none)),\
                "regionSeconds":\(list(regions ? times : none)),"reportedValues":[],"reportedUnit":"s",\
                "systemSeconds":\(list(times)),"userSeconds":\(list(times)),\
                "voluntarySwitches":\(list(times.map { _ in 2 })),"wallSeconds":\(list(times))}
                """
        }
        let host = #"{"cores":2,"kernel":"6","memoryBytes":1024,"processor":"P","system":"S"}"#
        return """
            {"canary":[1.9,1.95],"conditions":{"busySeconds":4,"governor":"performance",\
            "loadAverages":[0,0.1,0.2],"otherRunnableThreads":0,"ownSeconds":4,"pressure":0,\
            "stealSeconds":0,"usableCores":2,"virtualisation":"none","wallSeconds":9},\
            "crossChecks":{"b":{"lower":1.7,"upper":2.1}},"date":"2030-01-01T00:00:00Z",\
            "history":[{"date":"2029-01-01T00:00:00Z","host":\(host),"medians":{"a":0.02,"b":0.04},\
            "ratios":{"b":{"count":7,"coverage":0.98,"interval":{"lower":0.4,"upper":0.6},"value":0.5}},\
            "runtimeVersions":{"cpython":"Python 3"}}],"host":\(host),"key":"k","method":1,\
            "order":[[0,1,2,3],[3,2,1,0]],"repeatedBecause":["other work"],\
            "runtimeVersions":{"cpython":"Python 3"},"sandbox":"none","seed":"f8",\
            "values":[\(series(0.02, regions: true)),\(series(0.04, regions: true)),\
            \(series(0.02, regions: true)),\(series(0.01, regions: false))]}
            """
    }()
}
