extension RandomAccessCollection {
    /// Returns the first index for which `belongs` holds, or `endIndex` if there is none, in a
    /// collection whose elements for which it does not hold come first.
    @inlinable
    package func partitioningIndex(where belongs: (Element) -> Bool) -> Index {
        var low = startIndex
        var count = distance(from: startIndex, to: endIndex)
        while count > 0 {
            let half = count / 2
            let middle = index(low, offsetBy: half)
            if belongs(self[middle]) {
                count = half
            } else {
                low = index(after: middle)
                count -= half + 1
            }
        }
        return low
    }
}
