/// A unit of measurement, e.g. `ms` or `KiB`.
package struct MeasurementUnit: Sendable, Hashable, Codable {
    package enum Dimension: Sendable, Hashable, Codable {
        /// Base unit: the second.
        case time
        /// Base unit: the byte.
        case memory
        /// Anything else converts to nothing but itself.
        case other(String)
    }

    /// As shown, e.g. `µs`.
    package var name: String
    package var dimension: Dimension
    /// How many base units one of it is.
    package var scale: Double

    /// Every name is a unit: one that isn't known here is a dimension of its own.
    package init(_ name: String) {
        if let known = Self.known[name] {
            self = known
        } else {
            self.init(name: name, dimension: .other(name), scale: 1)
        }
    }

    private init(name: String, dimension: Dimension, scale: Double) {
        self.name = name
        self.dimension = dimension
        self.scale = scale
    }

    package static let second = MeasurementUnit(name: "s", dimension: .time, scale: 1)

    private static let known: [String: MeasurementUnit] = {
        let times = [("ns", 1e-9), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("min", 60)]
        let memories = [
            ("B", 1), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("KiB", 1024), ("MiB", 1_048_576),
            ("GiB", 1_073_741_824),
        ]
        var known: [String: MeasurementUnit] = [:]
        for (name, scale) in times {
            known[name] = MeasurementUnit(name: name, dimension: .time, scale: scale)
        }
        for (name, scale) in memories {
            known[name] = MeasurementUnit(name: name, dimension: .memory, scale: scale)
        }
        // Two more ways to write the micro sign: the Greek letter, and what keyboards have.
        known["\u{3BC}s"] = known["µs"]
        known["us"] = known["µs"]
        return known
    }()

    /// The unit of the same dimension in which `value`, given in base units, is at least 1 and
    /// needs the fewest digits; seconds for no time at all.
    package static func fitting(_ value: Double, dimension: Dimension) -> MeasurementUnit {
        let names: [String] =
            switch dimension {
            case .time: ["s", "ms", "µs", "ns"]
            case .memory: ["GiB", "MiB", "KiB", "B"]
            case .other(let name): [name]
            }
        let units = names.map { MeasurementUnit($0) }
        return units.first { abs(value) >= $0.scale }
            ?? (value == 0 ? units[0] : units[units.count - 1])
    }
}

/// Which way a quantity is better.
package enum Better: String, Sendable, Hashable, Codable {
    case lower
    case higher
}
