package enum Direction: String, Sendable, Hashable, CaseIterable, Codable {
    case lower, higher
}
