import Files
import Foundation
import SiteGenerator
import Synchronization

/// Shows the progress of a build: a line that is redrawn on a terminal, a line for each phase
/// elsewhere.
final class ProgressLine: Sendable {
    private struct State {
        var phase = ""
        var lastDrawn = ContinuousClock.now
    }

    private let isTerminal: Bool
    private let isQuiet: Bool
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    init(quiet: Bool) {
        isQuiet = quiet
        isTerminal = isatty(STDERR_FILENO) == 1
    }

    func show(_ progress: BuildProgress) {
        if isQuiet { return }
        let now = ContinuousClock.now
        let isDue = state.withLock { state in
            let isNew = state.phase != progress.phase
            // The line is redrawn ten times a second at most: a reader notices no more.
            let isDue = isNew || (isTerminal && now - state.lastDrawn > .milliseconds(100))
            if isDue { state = State(phase: progress.phase, lastDrawn: now) }
            return isDue
        }
        if !isDue { return }
        let count = progress.total > 0 ? " \(progress.done)/\(progress.total)" : ""
        if isTerminal {
            write("\r\u{1B}[2K\(progress.phase)\(count)\(bar(progress)) \(elapsed)")
        } else if progress.takesLong {
            write("\(progress.phase)\(count)\n")
        }
    }

    /// Returns a bar with the time left, for phases whose end can be estimated.
    private func bar(_ progress: BuildProgress) -> String {
        guard let seconds = progress.secondsLeft, progress.total > 0 else { return "" }
        let width = 20
        let done = min(width, max(0, width * progress.done / progress.total))
        let left =
            seconds < 90
            ? "\(Int(seconds.rounded(.up))) s" : "\(Int((seconds / 60).rounded(.up))) min"
        return " [" + String(repeating: "=", count: done)
            + String(repeating: " ", count: width - done) + "] about \(left) left,"
    }

    func clear() {
        if isTerminal && !isQuiet { write("\r\u{1B}[2K") }
    }

    var elapsed: String {
        let duration = ContinuousClock.now - start
        let seconds =
            Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        return String(format: "%.2f s", seconds)
    }
}
