import Basics

extension UnsafeBufferPointer<UInt8> {
    /// Returns the first character from `start` on that belongs to ``Marks``, or the end.
    func nextMark(from start: Int) -> Int {
        first(from: start, to: count) {
            $0.zeros(Placeholder.lead) | $0.zeros(0x23) | $0.zeros(0x3D) | $0.zeros(0x5E)
                | $0.zeros(0x5B)
        } where: {
            !Marks(character: $0).isEmpty
        }
    }
}
