import Testing

@testable import PreviewServer

/// Times are milliseconds from the first event.
struct ChangeBatchTests {
    struct Step: Sendable {
        var time: Int
        var event: ChangeBatch.Event
        var path: String
        var isNew = false
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var steps: [Step]
        /// The time at which the batch is due, or nil for never.
        var due: Int?
        var paths: [String] = []

        init(_ name: String, _ steps: [Step], due: Int?, _ paths: [String] = []) {
            (testDescription, self.steps, self.due, self.paths) = (name, steps, due, paths)
        }
    }

    static func step(_ time: Int, _ event: ChangeBatch.Event, _ path: String, new: Bool = false)
        -> Step
    {
        Step(time: time, event: event, path: path, isNew: new)
    }

    @Test(arguments: [
        Case("nothing", [], due: nil),
        Case("one write", [step(0, .written, "a"), step(1, .finished, "a")], due: 6, ["a"]),
        Case("write without end", [step(0, .written, "a")], due: 200, ["a"]),
        Case(
            "slow write",
            [step(0, .written, "a"), step(90, .written, "a"), step(150, .finished, "a")],
            due: 155, ["a"]),
        Case("renamed to", [step(0, .finished, "a")], due: 5, ["a"]),
        Case("deleted", [step(0, .gone, "a")], due: 30, ["a"]),
        Case(
            "new file", [step(0, .written, "a", new: true), step(1, .finished, "a")], due: 31, ["a"]
        ),
        Case(
            "several files",
            [step(0, .finished, "b"), step(3, .finished, "a"), step(6, .finished, "c")],
            due: 11, ["a", "b", "c"]),
        Case(
            "temporary file renamed",
            [
                step(0, .written, "t", new: true), step(1, .finished, "t"), step(20, .gone, "t"),
                step(20, .finished, "a"),
            ], due: 25, ["a"]),
        Case(
            "renamed away and written again",
            [
                step(0, .gone, "a"), step(2, .written, "a", new: true), step(9, .finished, "a"),
            ], due: 14, ["a"]),
        Case(
            "test file", [step(0, .written, "4913", new: true), step(1, .gone, "4913")], due: nil),
        Case(
            "test file, then the real one",
            [
                step(0, .written, "4913", new: true), step(1, .gone, "4913"),
                step(100, .finished, "a"),
            ], due: 105, ["a"]),
        Case(
            "existing file deleted after a write", [step(0, .finished, "a"), step(1, .gone, "a")],
            due: 31, ["a"]),
        Case(
            "replaced, and that deleted",
            [step(0, .gone, "a"), step(1, .written, "a", new: true), step(2, .gone, "a")],
            due: 32, ["a"]),
        Case(
            "writes that do not end",
            (0..<40).map { step($0 * 4, .finished, "a\($0 % 3)") } + [step(199, .finished, "a0")],
            due: 200, ["a0", "a1", "a2"]),
    ])
    func dueAndPaths(_ test: Case) {
        let start = ContinuousClock.now
        var batch = ChangeBatch()
        for step in test.steps {
            batch.note(
                step.event, step.path, isNew: step.isNew, at: start + .milliseconds(step.time))
        }
        let due = test.due.map { start + .milliseconds($0) }
        #expect(batch.deadline == due)
        guard let due else { return }
        #expect(batch.take(at: due - .milliseconds(1)) == nil)
        #expect(batch.take(at: due) == .paths(test.paths))
        #expect(batch.deadline == nil)
        #expect(batch.take(at: due + .seconds(9)) == nil)
    }

    @Test func lossStandsForEverything() {
        let now = ContinuousClock.now
        var batch = ChangeBatch()
        batch.note(.finished, "a", at: now)
        batch.recordLoss(at: now)
        batch.note(.finished, "b", at: now)
        #expect(batch.take(at: now + .milliseconds(200)) == .everything)
        #expect(batch.deadline == nil)
    }

    @Test func tooManyPathsStandForEverything() {
        let now = ContinuousClock.now
        var batch = ChangeBatch()
        for number in 0...ChangeBatch.maximumCount { batch.note(.finished, "\(number)", at: now) }
        #expect(batch.take(at: now + .milliseconds(200)) == .everything)
    }
}
