import Basics

extension UnsafeBufferPointer<UInt8> {
    /// The first from `start` on of the characters that ``Marks`` tell of, or the end.
    func nextMark(from start: Int) -> Int {
        first(from: start, to: count) {
            $0.zeros(Token.lead) | $0.zeros(0x23) | $0.zeros(0x3D) | $0.zeros(0x5E)
                | $0.zeros(0x5B)
        } where: {
            !Marks(character: $0).isEmpty
        }
    }
}
