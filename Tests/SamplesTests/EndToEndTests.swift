import Testing

@testable import Samples

@Suite(.enabled(if: hasSandbox))
struct EndToEndTests {
    @Test func first() async throws {
        let scratch = try Scratch()
        let runner = scratch.runner()
        print(await runner.sandbox())
        for status in await runner.runtimes() { print(status) }
        let samples = [
            Sample.make("python id=a", "import sys\nprint('hi')\nprint('err', file=sys.stderr)\nprint('x')\n"),
            Sample.make("python id=b", "def f():\n    raise ValueError('bad')\nf()\n"),
            Sample.make("js id=c", "console.log(1); console.error(2)\nnull.x\n"),
            Sample.make("c id=d", "#include <stdio.h>\nint main(){puts(\"hi\"); fprintf(stderr,\"e\\n\"); puts(\"x\");}"),
            Sample.make("swift id=e", "print(1)\nlet a: [Int] = []\nprint(a[0])\n"),
            Sample.make("rust id=f", "fn main() { println!(\"r\"); panic!(\"bad\") }\n"),
            Sample.make("java id=g", "public class Main { public static void main(String[] a) { System.out.println(1);\n int[] x = new int[0];\n x[0]=1; } }\n"),
            Sample.make("bash id=h", "echo 1\nfoo\nexit 3\n"),
            Sample.make("c id=i", "int main(){ return x; }"),
        ]
        let clock = ContinuousClock()
        let start = clock.now
        let results = try await runner.results(for: samples, policy: .asNeeded) { print($0) }
        print(clock.now - start)
        for result in results {
            print("==", result.sample.name, result.status, result.record?.ending as Any)
            for (line, m) in zip(result.record?.output ?? [], result.record?.observation.moments ?? []) { print("   ", line.stream, m, line.text) }
            for p in result.problems { print("  !", p.code, p.line, p.column, p.message, p.help as Any) }
        }
    }
}
