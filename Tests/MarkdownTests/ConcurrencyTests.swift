import Foundation
import Synchronization
import Testing

@testable import Markdown

struct ConcurrencyTests {
    /// The library has process-wide tables; see CMarkBridge.
    @Test func manyThreadsParseAsOneDoes() {
        let texts = (0..<2000).map { number in
            Array(
                """
                # ~~Text~~ \(number) of *many*
                ~~strike \(number)~~ and ~one~ https://example.org/\(number) www.example.org a@b.c
                | ~~a~~ | [[b|\(number)]] |
                |---|---|
                | http://x.y/~z~ | w: www |

                - [x] ~~done~~ ^[note ~~\(number)~~ www.x.y]
                """.utf8)
        }
        let expected = texts.map { parseMarkdown($0).body.bytes }
        let first = plainHTML(parseMarkdown(texts[0]))
        #expect(first.matches(of: /<del>/).count == 6)
        #expect(first.matches(of: /<a href="http/).count == 4)

        let differences = Mutex(0)
        let finished = DispatchSemaphore(value: 0)
        let threadCount = 4
        for thread in 0..<threadCount {
            let worker = Thread {
                // Each thread begins with another text, so that different texts are parsed at the
                // same time.
                for step in texts.indices {
                    let index = (step + thread * texts.count / threadCount) % texts.count
                    if parseMarkdown(texts[index]).body.bytes != expected[index] {
                        differences.withLock { $0 += 1 }
                    }
                }
                finished.signal()
            }
            worker.stackSize = 1 << 20
            worker.start()
        }
        for _ in 0..<threadCount { finished.wait() }
        #expect(differences.withLock { $0 } == 0)
    }
}
