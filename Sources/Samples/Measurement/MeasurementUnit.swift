/// A unit of measurement, e.g. `ms` or `KiB`.
package struct MeasurementUnit: Sendable, Hashable, Codable {
    package enum Dimension: Sendable, Hashable, Codable {
        /// The base unit is the second.
        case time
        /// The base unit is the byte.
        case memory
        /// Any other unit. It can't be converted.
        case other(String)
    }

    /// The name as shown, e.g. `µs`.
    package var name: String
    package var dimension: Dimension
    /// The number of base units in one of this unit.
    package var scale: Double

    /// Every name is a unit. An unknown name is a dimension of its own.
    package init(_ name: String) {
        if let known = Self.known[name] {
            self = known
        } else {
            self.init(name: name, dimension: .other(name), scale: 1)
        }
    }

    package init(name: String, dimension: Dimension, scale: Double) {
        self.name = name
        self.dimension = dimension
        self.scale = scale
    }

    package static let second = MeasurementUnit(name: "s", dimension: .time, scale: 1)

    private static let known: [String: MeasurementUnit] = {
        let tables: [(Dimension, [(name: String, scale: Double)])] = [
            (
                .time,
                [("ns", 1e-9), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("min", 60), ("h", 3600)]
            ),
            (
                .memory,
                [
                    ("B", 1), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("KiB", 1024),
                    ("MiB", 1_048_576), ("GiB", 1_073_741_824),
                ]
            ),
            (.other("rate"), [("/s", 1), ("k/s", 1e3), ("M/s", 1e6)]),
            (.other("ratio"), [("×", 1), ("%", 0.01)]),
            (.other(""), [("", 1)]),
        ]
        // The first name has the Greek letter mu, which looks like the micro sign.
        let otherNames = [
            "\u{3BC}s": "µs", "us": "µs", "per_s": "/s", "k_per_s": "k/s", "M_per_s": "M/s",
            "x": "×", "percent": "%", "count": "",
        ]
        var known: [String: MeasurementUnit] = [:]
        for (dimension, units) in tables {
            for (name, scale) in units {
                known[name] = MeasurementUnit(name: name, dimension: dimension, scale: scale)
            }
        }
        for (other, name) in otherNames { known[other] = known[name] }
        return known
    }()

    /// Returns the largest unit of the dimension in which `value`, given in base units, is at least
    /// 1. Returns nil for other dimensions than time and memory, and for the value 0.
    package static func fitting(_ value: Double, dimension: Dimension) -> MeasurementUnit? {
        let names: [String] =
            switch dimension {
            case .time: ["s", "ms", "µs", "ns"]
            case .memory: ["GiB", "MiB", "KiB", "B"]
            case .other: []
            }
        guard value != 0 else { return nil }
        let units = names.map { MeasurementUnit($0) }
        return units.first { abs(value) >= $0.scale } ?? units.last
    }
}

/// The direction in which a quantity is better.
package enum Better: String, Sendable, Hashable, Codable {
    case lower
    case higher
}
