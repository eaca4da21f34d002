import Markdown
import Testing
import Tools

@testable import Files
@testable import SiteGenerator
@testable import Vault

/// Formulas as latex2mathml converts them, with our corrections.
@Suite(.enabled("needs latex2mathml") { await testTools.python(with: "latex2mathml") != nil })
struct FormulaTests {
    private func note(_ text: String) -> Note { makeVault(["N.md": text]).notes[0] }

    private func math(_ notes: [Note]) async -> Conversions {
        await Converter.math.convert(
            mathJobs(notes), tools: testTools, cacheFolder: nil, workers: 1
        ).0
    }

    @Test(
        "Formulas that would not look as their authors expect are corrected",
        arguments: [
            (#"\begin{aligned}a&=b\end{aligned}"#, #"<mtd style="text-align: right"><mi>a</mi>"#),
            (#"\begin{alignat*}{2}a&=b\end{alignat*}"#, #"<mtd style="text-align: left">"#),
            (#"\begin{gather}a\\b\end{gather}"#, "<mtr><mtd><mi>b</mi></mtd></mtr>"),
            (#"\begin{align}a&=b\end{align}"#, "<mi>b</mi></mtd></mtr></mtable>"),
            (#"\text{<b>x</b> & y}"#, "<mtext>&lt;b&gt;x&lt;/b&gt;\u{A0}&amp;\u{A0}y</mtext>"),
            (#"\text{a\_b}"#, "<mtext>a_b</mtext>"),
            (#"a < b"#, "<mo>&lt;</mo>"),
            (#"\mathbf{v}\boldsymbol{xA}"#, "<mi>𝒙</mi><mi>𝑨</mi>"),
            (#"\Big\vert x"#, ">|</mo>"),
            (#"\arg x"#, "<mi>arg</mi>"),
            (#"\lim_{n\to\infty} x"#, #"<munder><mo movablelimits="true">lim</mo>"#),
            (#"\operatorname*{arg\,max}_x f"#, #"<munder><mo movablelimits="true">argmax</mo>"#),
            (#"\operatorname{soft\_max} x"#, "<mi mathvariant=\"normal\">s</mi>"),
            (#"\sum\nolimits_i x"#, "<msub><mo>∑</mo>"),
            (#"\sum_i^n i"#, "<munderover><mo"), (#"\int_0^1 x"#, "<msubsup><mo>∫</mo>"),
            (#"\max_x \bigcup_i x"#, #"<munder><mo movablelimits="true">max</mo>"#),
            (#"x \label{eq}"#, "<mrow><mi>x</mi></mrow>"),
            (#"\href{javascript:alert(1)}{x}"#, "<mrow><mrow><mrow><mi>x</mi>"),
            (#"\newcommand{\R}{\mathbb{R}} \R"#, "<mi>ℝ</mi>"),
            (#"\left\{ x \right."#, ">{</mo><mi>x</mi>"),
            (#"\begin{align*}[i,j) \subseteq [a,b]\end{align*}"#, ">[</mo><mi>i</mi>"),
            (#"\begin{pmatrix} [a] & b\end{pmatrix}"#, ">[</mo><mi>a</mi>"),
            (#"\begin{flalign*}x &= y\end{flalign*}"#, "<mi>y</mi></mtd></mtr></mtable>"),
            (#"\begin{flalign}x &= y\end{flalign}"#, "<mi>y</mi></mtd></mtr></mtable>"),
            (#"\begin{split}a\\[2pt] b\end{split}"#, "<mi>a</mi></mtd></mtr><mtr>"),
            (#"\require{mhchem}x"#, "<mrow><mi>x</mi></mrow>"),
            (#"\ce{H2O}"#, "<mrow><mn>2</mn></mrow></msub><mi>O</mi>"),
            (#"\ce{2H2 + O2 -> 2H2O}"#, "<mo>→</mo>"),
            (#"\ce{SO4^2-}"#, "<mrow><mn>2</mn><mo>−</mo></mrow></msubsup>"),
        ])
    func corrected(tex: String, html: String) async {
        let math = await self.math([note("$$\(tex)$$")])
        #expect(math.error(BatchWorker.Job(kind: "block", text: tex)) == nil)
        let set = math.html(kind: "block", text: tex)
        #expect(set?.contains(html) == true, "\(set ?? "nothing")")
        #expect(!(set ?? "").contains("javascript"))
    }

    @Test(
        "A formula that can't be converted is reported at its place",
        arguments: [
            (#"Take $\foo + x$."#, #"1:7-11 there is no command \foo"#, true),
            ("é $x\\foo$", #"1:6-10 there is no command \foo"#, true),
            ("$$\nx\n  \\foo\n$$", #"3:3-7 there is no command \foo"#, true),
            ("> $$\n> \\foo\n> $$", #"2:3-7 there is no command \foo"#, true),
            ("> $$\n> x\n> \\foo\n> $$", #"3:3-7 there is no command \foo"#, true),
            ("- $$\n  \\foo\n  $$", #"2:3-7 there is no command \foo"#, true),
            (
                #"$\begin{foo}x\end{foo}$"#, #"1:2-8 there is no command \begin{foo}"#, true
            ),
            (#"$\ce{A ->[x] B}$"#, #"1:2-5 there is no command \ce"#, true),
            ("$a^$", "1:1-5 this formula can't be set: nothing follows a ^ or _", false),
            ("$a_b_c$", "1:1-8 this formula can't be set: one sign has two subscripts", false),
            (
                #"$\left(x$"#, #"1:1-10 this formula can't be set: \left and \right do not pair"#,
                false
            ),
            ("$a}b$", "1:3-4 this formula can't be set: a } has no {", false),
            ("$a{b$", "1:3-4 this formula can't be set: a { has no }", false),
            (
                #"$\begin{cases}a$"#, #"1:1-17 this formula can't be set: a \begin has no \end"#,
                false
            ),
            (
                #"$\sqrt$"#, "1:1-8 this formula can't be set: the last command lacks its argument",
                false
            ),
        ])
    func problems(text: String, message: String, isShown: Bool) async throws {
        let note = self.note(text)
        let math = await self.math([note])
        let found = formulaProblems(note, math).map { problem in
            let span = problem.span ?? SourceSpan(line: 0, column: 0)
            return "\(span.start.line):\(span.start.column)-\(span.end.column) \(problem.message)"
        }
        #expect(found == [message])
        let formula = try #require(note.markdown.formulas.first)
        #expect((math.html(kind: formula.kind, text: formula.tex) != nil) == isShown)
    }

    @Test(
        "A correct formula has no diagnostics",
        arguments: [#"\{x\}"#, "a % }", #"\\ \%"#, "x \\over y"])
    func fine(tex: String) async {
        let note = self.note("$$\(tex)$$")
        #expect(formulaProblems(note, await math([note])).isEmpty)
    }
}
