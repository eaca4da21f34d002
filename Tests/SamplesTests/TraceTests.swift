import Testing

@testable import Samples

@Suite(.enabled(if: hasSandbox, "needs bubblewrap"))
struct TraceTests {
    static func lanes(_ code: String, language: String = "python") async throws -> [Lane] {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let results = try await scratch.runner().results(
            for: [.make("\(language) id=a trace", code)], policy: .asNeeded)
        let result = try #require(results.first)
        #expect(result.problems == [])
        // The trace is kept with the record.
        let recalled = try await scratch.runner().results(
            for: [.make("\(language) id=a trace", code)], policy: .frozen)
        #expect(recalled.first?.record == result.record)
        return result.record?.observation.lanes ?? []
    }

    @Test func threads() async throws {
        let lanes = try await Self.lanes(
            """
            import threading, time
            def wait(): time.sleep(0.2)
            def work():
                end = time.monotonic() + 0.2
                while time.monotonic() < end: pass
            a = threading.Thread(target=wait, name="waiting")
            b = threading.Thread(target=work, name="working")
            for t in (a, b): t.start()
            for t in (a, b): t.join()
            """)
        #expect(lanes.map(\.name) == ["MainThread", "waiting", "working"])
        #expect(lanes.map(\.kind) == [.thread, .thread, .thread])
        #expect(lanes.map(\.parent) == [nil, 0, 0])
        try #require(lanes.count == 3)
        #expect(lanes[1].end - lanes[1].start >= 0.2)
        #expect(lanes[1].start < lanes[2].end && lanes[2].start < lanes[1].end)
        #expect(busy(lanes[2]) > 4 * busy(lanes[1]))
        for lane in lanes {
            #expect(
                lane.busy.allSatisfy { $0.lowerBound >= lane.start && $0.upperBound <= lane.end })
        }
    }

    @Test func tasks() async throws {
        let lanes = try await Self.lanes(
            """
            import asyncio
            async def child(): await asyncio.sleep(0.1)
            async def fetch(n):
                await asyncio.sleep(0.1)
                await asyncio.create_task(child(), name="given name")
            async def main():
                async with asyncio.TaskGroup() as group:
                    for n in range(2): group.create_task(fetch(n))
            asyncio.run(main())
            """)
        #expect(
            lanes.map(\.name) == [
                "MainThread", "main", "fetch(0)", "fetch(1)", "given name", "given name",
            ])
        try #require(lanes.count == 6)
        #expect(lanes.dropFirst().allSatisfy { $0.kind == .task })
        #expect(lanes.map(\.parent) == [nil, 0, 1, 1, 2, 3])
        #expect(lanes[2].end - lanes[2].start >= 0.2)
        #expect(lanes[3].start < lanes[2].start + 0.1)
        // A waiting task does not have its loop.
        #expect(!lanes[2].busy.isEmpty && busy(lanes[2]) < 0.1)
    }

    @Test(arguments: ["fork", "spawn"])
    func processes(_ method: String) async throws {
        let lanes = try await Self.lanes(
            """
            import multiprocessing, time
            def work(): time.sleep(0.2)
            if __name__ == "__main__":
                context = multiprocessing.get_context("\(method)")
                workers = [context.Process(target=work, name=f"worker {n}") for n in range(2)]
                for w in workers: w.start()
                for w in workers: w.join()
            """)
        let workers = lanes.filter { $0.name.hasPrefix("worker") }
        #expect(workers.map(\.name) == ["worker 0", "worker 1"])
        #expect(
            workers.allSatisfy { $0.kind == .process && $0.parent == 0 && $0.end - $0.start >= 0.2 }
        )
        #expect(lanes.first?.name == "MainProcess")
    }

    @Test func otherPrograms() async throws {
        let lanes = try await Self.lanes(
            "import subprocess\nsubprocess.run(['sleep', '0.2'])\nsubprocess.run(['sleep', '0.1'])")
        #expect(lanes.map(\.name) == ["MainProcess", "sleep", "sleep"])
        try #require(lanes.count == 3)
        #expect(lanes[1].end <= lanes[2].start)
    }

    @Test func threadsOfOtherLanguages() async throws {
        let lanes = try await Self.lanes(
            """
            #include <pthread.h>
            #include <time.h>
            static void *work(void *n) {
                volatile unsigned long i = 0;
                while (++i < 200000000) {}
                return n;
            }
            int main(void) {
                pthread_t a, b;
                pthread_create(&a, 0, work, 0);
                pthread_create(&b, 0, work, 0);
                pthread_join(a, 0);
                pthread_join(b, 0);
                return 0;
            }
            """, language: "c")
        #expect(lanes.map(\.kind) == [.thread, .thread, .thread])
        #expect(lanes.dropFirst().allSatisfy { busy($0) > 0 && $0.parent == 0 })
    }

    @Test func theSampleIsAsItWouldBe() async throws {
        let code = """
            import asyncio, sys, threading
            async def main():
                task = asyncio.current_task()
                print(type(task).__name__, task.get_name(), task.get_coro().__name__)
                await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))
                try: await asyncio.wait_for(asyncio.sleep(9), 0.01)
                except TimeoutError: print("late")
            print(__name__, sys.argv, [m for m in sys.modules if m == "asyncio.x"])
            asyncio.run(main())
            t = threading.Thread(target=print, args=(1,)); t.start(); t.join()
            """
        let lanes = try await Self.lanes(code)
        #expect(lanes.filter { $0.kind == .task }.count == 4)
    }

    @Test func whatIsNotUnderstoodIsSkipped() {
        let notes = """
            process+ 1000 2 1 x
            garbage
            thread+ 1 2
            step 9 1 2 3
            run a b c d
            thread+ 2000000 2 7 2 a thread with a name
            thread- 5000000 2 7
            task+ 99999999999 2 1 0 2 after the end
            """
        let lanes = TraceReader.lanes(in: Array(notes.utf8), started: 0, wall: 10_000_000)
        #expect(lanes.map(\.name) == ["MainThread", "a thread with a name"])
        #expect(lanes.last?.start == 0.002)
        #expect(lanes.last?.end == 0.005)
    }

    private func busy(_ lane: Lane) -> Double {
        lane.busy.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    }
}
