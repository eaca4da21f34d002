import Files

/// Reads the events of a traced run. They are written by the language's own bootstrap (see
/// ``pythonTrace``) and by the launcher, which observes the threads of any language (see the shim's
/// `follow.h`).
///
/// The sample can write to the same pipe. So unknown lines are skipped, and times outside of the
/// run are replaced by its start or end.
struct TraceReader {
    private enum Identity: Hashable {
        /// A process is identified by its first thread.
        case thread(process: Int, Int)
        case task(process: Int, Int)
    }

    private struct Track {
        var kind: Lane.Kind
        var name: String
        var parent: Identity?
        var start: Int?
        var end: Int?
        /// The times when the launcher first saw it and saw it gone. They are used only if there
        /// are no exact times.
        var firstSeen: Int?
        var gone: Int?
        var busy: [ClosedRange<Int>] = []
        var timeBefore = 0
        var lookedAt: Int?
    }

    private var tracks: [Identity: Track] = [:]
    private var mainProcess: Int?
    private let started: Int
    private let ended: Int

    /// - Parameters:
    ///   - started: the start on the monotonic clock in nanoseconds; `wall` is the duration in
    ///     nanoseconds.
    static func lanes(in notes: [UInt8], started: Int, wall: Int) -> [Lane] {
        let bounds = 0...(1 << 60)
        let start = min(max(started, bounds.lowerBound), bounds.upperBound)
        let duration = min(max(wall, bounds.lowerBound), bounds.upperBound)
        var reader = TraceReader(started: start, ended: start + duration)
        for line in notes.split(separator: UInt8(ascii: "\n")) {
            reader.read(String(decoding: line, as: UTF8.self))
        }
        return reader.lanes()
    }

    private init(started: Int, ended: Int) {
        self.started = started
        self.ended = ended
    }

    private mutating func read(_ line: String) {
        guard let event = TraceEvent(line) else { return }
        var numbers = event.numbers
        for index in 0..<event.kind.moments {
            numbers[index] = min(max(numbers[index], started), ended)
        }
        switch event.kind {
        case .processBegins: beginProcess(numbers, name: event.name)
        case .processEnds: end(.thread(process: numbers[1], numbers[1]), at: numbers[0])
        case .threadBegins: beginThread(numbers, name: event.name)
        case .threadEnds: end(.thread(process: numbers[1], numbers[2]), at: numbers[0])
        case .taskBegins: beginTask(numbers, name: event.name)
        case .taskEnds: endTask(numbers, name: event.name)
        case .step: step(numbers)
        case .run: run(numbers)
        case .name: name(numbers, event.name)
        case .gone: tracks[.thread(process: numbers[1], numbers[2])]?.gone = numbers[0]
        }
    }
}

extension TraceReader {
    private mutating func beginProcess(_ numbers: [Int], name: String) {
        let identity = Identity.thread(process: numbers[1], numbers[1])
        if mainProcess == nil { mainProcess = numbers[1] }
        var track = tracks[identity] ?? Track(kind: .process, name: name)
        track.name = name
        track.start = track.start ?? numbers[0]
        if numbers[1] != mainProcess {
            track.parent = .thread(process: numbers[2], numbers[2])
        }
        tracks[identity] = track
    }

    private mutating func beginThread(_ numbers: [Int], name: String) {
        let identity = Identity.thread(process: numbers[1], numbers[2])
        var track = tracks[identity] ?? Track(kind: .thread, name: name)
        // The kernel reuses thread ids: one that begins again is another thread.
        if track.end != nil { track = Track(kind: .thread, name: name) }
        track.kind = .thread
        track.name = name
        track.start = numbers[0]
        track.parent = .thread(process: numbers[1], numbers[3] == 0 ? numbers[1] : numbers[3])
        tracks[identity] = track
    }

    private mutating func beginTask(_ numbers: [Int], name: String) {
        let thread = Identity.thread(process: numbers[1], numbers[4])
        let parent = numbers[3] == 0 ? thread : .task(process: numbers[1], numbers[3])
        let identity = Identity.task(process: numbers[1], numbers[2])
        var track = tracks[identity] ?? Track(kind: .task, name: name)
        track.name = name
        track.parent = parent
        track.start = numbers[0]
        tracks[identity] = track
    }

    private mutating func endTask(_ numbers: [Int], name: String) {
        let identity = Identity.task(process: numbers[1], numbers[2])
        end(identity, at: numbers[0])
        if !name.isEmpty { tracks[identity]?.name = name }
    }

    private mutating func end(_ identity: Identity, at time: Int) {
        tracks[identity]?.end = time
    }

    private mutating func step(_ numbers: [Int]) {
        let identity = Identity.task(process: numbers[2], numbers[3])
        guard numbers[0] <= numbers[1] else { return }
        tracks[identity, default: Track(kind: .task, name: "task")].busy.append(
            numbers[0]...numbers[1])
    }

    private mutating func name(_ numbers: [Int], _ name: String) {
        let identity = Identity.thread(process: numbers[0], numbers[1])
        let kind = numbers[0] == numbers[1] ? Lane.Kind.process : .thread
        var track = tracks[identity] ?? Track(kind: kind, name: name)
        if track.start == nil {
            track.name = name
            if kind == .thread { track.parent = .thread(process: numbers[0], numbers[0]) }
        }
        tracks[identity] = track
    }

    /// Reads a thread's processor time so far. The time used since the last line is drawn as the
    /// latest part of the interval, or as the whole interval if it nearly fills it.
    private mutating func run(_ numbers: [Int]) {
        let identity = Identity.thread(process: numbers[1], numbers[2])
        guard var track = tracks[identity] else { return }
        if mainProcess == nil { mainProcess = numbers[1] }
        let (time, total) = (numbers[0], numbers[3])
        track.firstSeen = track.firstSeen ?? time
        let spent = total.subtractingReportingOverflow(track.timeBefore).partialValue
        if let before = track.lookedAt ?? track.start, spent > 0, time > before {
            let fills = Double(spent) >= 0.75 * Double(time - before)
            track.busy.append((fills ? before : max(before, time - min(spent, time)))...time)
        }
        track.timeBefore = total
        track.lookedAt = time
        tracks[identity] = track
    }
}

extension TraceReader {
    private static let mostLanes = 400

    private func lanes() -> [Lane] {
        let known = tracks.filter { start(of: $0.value) < ended }
        let isMain = { (identity: Identity) in
            mainProcess.map { identity == .thread(process: $0, $0) } ?? false
        }
        let order = known.keys.sorted { one, other in
            if isMain(one) != isMain(other) { return isMain(one) }
            return (start(of: tracks[one]), rank(one)) < (start(of: tracks[other]), rank(other))
        }.prefix(Self.mostLanes)
        let indices = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        let isAlone = !order.contains { !isMain($0) && tracks[$0]?.kind == .process }
        return order.compactMap { identity in
            guard var track = known[identity] else { return nil }
            if isMain(identity) {
                track.firstSeen = started
                track.start = track.start == nil ? nil : started
                track.kind = isAlone ? .thread : .process
                if track.start != nil { track.name = isAlone ? "MainThread" : "MainProcess" }
            }
            return lane(track, parent: track.parent.flatMap { indices[$0] })
        }
    }

    private func rank(_ identity: Identity) -> Int {
        switch identity {
        case .thread(_, let number): number
        case .task(_, let number): number
        }
    }

    /// A process that executes a new program runs for a while before its bootstrap can report.
    private func start(of track: Track?) -> Int {
        guard let noted = track?.start else { return track?.firstSeen ?? started }
        return track?.kind == .process ? min(noted, track?.firstSeen ?? noted) : noted
    }

    private func lane(_ track: Track, parent: Int?) -> Lane {
        let begin = start(of: track)
        let end = max(begin, min(track.end ?? track.gone ?? ended, ended))
        return Lane(
            kind: track.kind, name: track.name, parent: parent, start: seconds(begin),
            end: seconds(end), busy: joined(track.busy, within: begin...end))
    }

    /// Joins ranges that are too close together to be distinguished in a drawing.
    private func joined(_ ranges: [ClosedRange<Int>], within bounds: ClosedRange<Int>)
        -> [ClosedRange<Double>]
    {
        let resolution = (ended - started) / 1000
        var result: [ClosedRange<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound })
        where range.overlaps(bounds) {
            let range = range.clamped(to: bounds)
            if let last = result.last, range.lowerBound <= last.upperBound + resolution {
                result[result.count - 1] =
                    last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result.map { seconds($0.lowerBound)...seconds($0.upperBound) }
    }

    private func seconds(_ time: Int) -> Double {
        microseconds(Double(max(0, time - started)) / 1e9)
    }
}
