/// A unit of measured values and criteria. Values can be converted within one dimension.
package struct MeasureUnit: Sendable, Hashable, Codable {
    /// The name that authors write, such as `us`.
    package var name: String
    /// The symbol that readers see, such as `µs`; empty for plain numbers.
    package var symbol: String
    /// The dimension, such as `time`.
    package var dimension: String
    /// The size of the unit, in the dimension's base unit.
    package var factor: Double

    package init(name: String, symbol: String, dimension: String, factor: Double) {
        self.name = name
        self.symbol = symbol
        self.dimension = dimension
        self.factor = factor
    }

    /// Returns the value in another unit; nil if that has another dimension.
    package func convert(_ value: Double, to other: MeasureUnit) -> Double? {
        guard dimension == other.dimension else { return nil }
        return factor == other.factor ? value : value * (factor / other.factor)
    }
}

extension MeasureUnit {
    package static let second = MeasureUnit(name: "s", symbol: "s", dimension: "time", factor: 1)
    package static let ratio = MeasureUnit(name: "x", symbol: "×", dimension: "ratio", factor: 1)
    package static let count = MeasureUnit(name: "", symbol: "", dimension: "count", factor: 1)
    package static let cores = MeasureUnit(
        name: "cores", symbol: "cores", dimension: "cores", factor: 1)
}

/// All known units: those built in, and those that the data model adds under `units:`.
package struct UnitTable: Sendable, Hashable {
    private var byName: [String: MeasureUnit] = [:]
    package private(set) var names: [String] = []

    package static let builtIn: UnitTable = {
        var table = UnitTable()
        let units: [(dimension: String, [(name: String, symbol: String, factor: Double)])] = [
            (
                "time",
                [
                    ("ns", "ns", 1e-9), ("us", "µs", 1e-6), ("ms", "ms", 1e-3), ("s", "s", 1),
                    ("min", "min", 60), ("h", "h", 3600),
                ]
            ),
            (
                "memory",
                [
                    ("B", "B", 1), ("KiB", "KiB", 1024), ("MiB", "MiB", 1_048_576),
                    ("GiB", "GiB", 1_073_741_824), ("kB", "kB", 1e3), ("MB", "MB", 1e6),
                    ("GB", "GB", 1e9),
                ]
            ),
            ("ratio", [("x", "×", 1), ("percent", "%", 0.01)]),
            ("rate", [("per_s", "/s", 1), ("k_per_s", "k/s", 1e3), ("M_per_s", "M/s", 1e6)]),
            ("cores", [("cores", "cores", 1)]),
            ("count", [("", "", 1), ("count", "", 1)]),
        ]
        for (dimension, members) in units {
            for (name, symbol, factor) in members {
                table.add(
                    MeasureUnit(name: name, symbol: symbol, dimension: dimension, factor: factor))
            }
        }
        for (alias, name) in [("µs", "us"), ("μs", "us"), ("×", "x"), ("%", "percent")] {
            table.byName[alias] = table.byName[name]
        }
        for (alias, name) in [("/s", "per_s"), ("k/s", "k_per_s"), ("M/s", "M_per_s")] {
            table.byName[alias] = table.byName[name]
        }
        return table
    }()

    package subscript(name: String) -> MeasureUnit? { byName[name] }

    package mutating func add(_ unit: MeasureUnit) {
        if byName.updateValue(unit, forKey: unit.name) == nil, !unit.name.isEmpty {
            names.append(unit.name)
        }
    }

    /// Returns the most readable unit of the same dimension: the value in it is at least 1 and less
    /// than 1000, if possible. Only time and memory have such prefixes.
    package func readable(_ value: Double, in unit: MeasureUnit) -> MeasureUnit {
        let prefixedUnits: [String]
        switch unit.dimension {
        case "time": prefixedUnits = ["ns", "us", "ms", "s"]
        case "memory":
            prefixedUnits =
                unit.symbol.contains("i") || unit.name == "B"
                ? ["B", "KiB", "MiB", "GiB"] : ["B", "kB", "MB", "GB"]
        default: return unit
        }
        let size = abs(value)
        guard size.isFinite, size > 0, !(1..<1000).contains(size) else { return unit }
        let steps = prefixedUnits.compactMap { byName[$0] }
        return steps.last { size * unit.factor / $0.factor >= 1 } ?? steps.first ?? unit
    }
}
