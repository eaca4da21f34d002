import Foundation
import Testing

/// A mistake that authors make in their first hour, its message, and the fix that follows from the
/// message.
struct FirstHourMistake: Sendable, CustomTestStringConvertible {
    var name: String
    var files: [String: String]
    /// Parts of the message and of its help.
    var message: String
    var help: String
    /// In the first file that has the old text.
    var cure: (old: String, new: String)

    var testDescription: String { name }

    init(
        _ name: String, _ note: String, also files: [String: String] = [:], says message: String,
        help: String, cure: (String, String)
    ) {
        self.name = name
        self.files = files.merging(["Note.md": note]) { $1 }
        self.message = message
        self.help = help
        self.cure = cure
    }

    var cured: [String: String] {
        var files = files
        for (path, text) in files.sorted(by: { $0.key < $1.key }) where text.contains(cure.old) {
            files[path] = text.replacingOccurrences(of: cure.old, with: cure.new)
            break
        }
        return files
    }
}

extension FirstHourMistake {
    static func note(_ matter: String, _ body: String = "Text.\n") -> String {
        "---\n\(matter)\n---\n\(body)"
    }

    private static let printsA = "```python id=a\nprint(\"it is 1, not 2\")\n```\n"
    private static let arms =
        "```python id=x measure=m subject=quick\npass\n```\n\n"
        + "```python id=y measure=m subject=slow\npass\n```\n"

    private static func claim(_ body: String, _ text: String = printsA) -> String {
        note("claims:\n  - id: one\n    text: It is so.\n    \(body)", text)
    }

    private static func measures(_ body: String, _ text: String = arms) -> String {
        note("measures:\n  m: {\(body)}", text)
    }

    static let frontMatter: [FirstHourMistake] = [
        Self(
            "front matter without an end", "---\ntitle: A\n\nText.\n",
            says: "the front matter that begins here has no end [yaml-invalid]",
            help: "close it with a line that holds only ---", cure: ("A\n", "A\n---\n")),
        Self(
            "a colon in a title", note("title: A: B"), says: "[yaml-invalid]", help: "in quotes",
            cure: ("A: B", "\"A: B\"")),
        Self(
            "a tab in front matter", note("own:\n\tb: 1"), says: "[yaml-invalid]",
            help: "indent with spaces", cure: ("\t", "  ")),
        Self(
            "a misspelt property", note("descripton: A."),
            says: "“descripton” has no meaning here [property-unknown]",
            help: "did you mean “description”?", cure: ("descripton", "description")),
        Self(
            "claim for claims", note("claim:\n  - {text: It is., sample: a, exits: 0}", printsA),
            says: "“claim” has no meaning here", help: "did you mean “claims”?",
            cure: ("claim:", "claims:")),
        Self(
            "measure for measures", note("measure:\n  m: {unit: ms}", arms),
            says: "“measure” has no meaning here", help: "did you mean “measures”?",
            cure: ("measure:\n", "measures:\n")),
        Self(
            "trait for traits", note("subject: {id: a, label: A}\ntrait: {ease: {value: 1}}"),
            says: "“trait” has no meaning here", help: "did you mean “traits”?",
            cure: ("trait:", "traits:")),
        Self(
            "subjects for subject", note("subjects: {id: a, label: A}"),
            says: "“subjects” has no meaning here", help: "did you mean “subject”?",
            cure: ("subjects:", "subject:")),
        Self(
            "comparison for compare", note("comparison: {subjects: {a: b}}"),
            says: "“comparison” has no meaning here", help: "did you mean “compare”?",
            cure: ("comparison:", "compare:")),
        Self(
            "a word for yes or no", note("draft: maybe"), says: "must be true or false",
            help: "", cure: ("maybe", "false")),
        Self(
            "a link without quotes", note("up: [[Note]]"),
            says: "without quotes this is not a link but a list in a list",
            help: "write it \"[[Note]]\"", cure: ("[[Note]]", "\"[[Note]]\"")),
        Self(
            "a word for a number", note("order: first"), says: "must be a number", help: "",
            cure: ("first", "1")),
    ]

    static let links: [FirstHourMistake] = [
        Self(
            "a link to no note", "[[Nots]]\n", says: "[link-missing]",
            help: "did you mean “Note”?", cure: ("Nots", "Note")),
        Self(
            "a Markdown link to no note", "[a](Nots.md)\n", says: "[link-missing]",
            help: "fix the link",
            cure: ("Nots.md", "Note.md")),
        Self(
            "a link to no heading", "# Start\n\n[[Note#Strat]]\n", says: "[anchor-missing]",
            help: "Start", cure: ("Strat", "Start")),
        Self(
            "a footnote that is not there", "A[^1].\n", says: "[footnote-undefined]", help: "",
            cure: ("A[^1].\n", "A[^1].\n\n[^1]: B.\n")),
    ]

    static let samples: [FirstHourMistake] = [
        Self(
            "swapped letters in a language", "```pyhton\nprint(1)\n```\n",
            says: "“pyhton” is no language that is run here [runtime-unknown]",
            help: "did you mean “python”?", cure: ("pyhton", "python")),
        Self(
            "a letter too few in a language", "```javascrpt\n1\n```\n",
            says: "“javascrpt” is no language that is run here",
            help: "did you mean “javascript”?", cure: ("javascrpt", "javascript norun")),
        Self(
            "a comma after the language", "```python, id=a\nprint(1)\n```\n",
            says: "“python,” is no language that is run here", help: "did you mean “python”?",
            cure: ("python,", "python")),
        Self(
            "a language in braces", "```{python}\nprint(1)\n```\n",
            says: "“{python}” is no language that is run here", help: "did you mean “python”?",
            cure: ("{python}", "python")),
        Self(
            "a language with a file's name", "```python:main.py\nprint(1)\n```\n",
            says: "“python:main.py” is no language that is run here",
            help: "did you mean “python”?", cure: ("python:main.py", "python")),
        Self(
            "a misspelt option", "```python timout=3s\nprint(1)\n```\n",
            says: "there is no option \"timout\" [option-invalid]", help: "did you mean timeout?",
            cure: ("timout", "timeout")),
        Self(
            "a time without a unit", "```python timeout=3\nprint(1)\n```\n",
            says: "\"3\" is not a value for timeout", help: "as in timeout=10s",
            cure: ("timeout=3", "timeout=3s")),
        Self(
            "a name with a blank", "```python raises=Value Error\nraise ValueError\n```\n",
            says: "there is no option \"Error\"", help: "the options are",
            cure: ("Value Error", "ValueError")),
        Self(
            "an option twice", "```python id=a id=b\nprint(1)\n```\n",
            says: "the option id is given twice", help: "", cure: (" id=b", "")),
        Self(
            "an option that takes no value", "```python hide=yes\nprint(1)\n```\n",
            says: "the option hide takes no value", help: "write hide alone",
            cure: ("hide=yes", "hide-output")),
        Self(
            "a failure that is meant", "```python\n1/0\n```\n",
            says: "the sample failed: ZeroDivisionError: division by zero [sample-failed]",
            help: "raises=ZeroDivisionError",
            cure: ("```python", "```python raises=ZeroDivisionError")),
        Self(
            "an exit status that is meant", "```python\nraise SystemExit(3)\n```\n",
            says: "the sample failed: exit status 3", help: "exits=3",
            cure: ("```python", "```python exits=3")),
        Self(
            "a failure that does not come", "```python raises=OSError\nprint(1)\n```\n",
            says: "the sample should raise OSError, but it succeeds [sample-passed]",
            help: "leave out the option", cure: (" raises=OSError", "")),
        Self(
            "another output than expected", "```python\nprint(1)\n```\n\n```output\n2\n```\n",
            says: "the sample prints something else than expected [output-differs]",
            help: "correct the sample or the output block", cure: ("```output\n2", "```output\n1")),
        Self(
            "a misspelt output block", "```python\nprint(1)\n```\n\n```outptu\n2\n```\n",
            says: "a `outptu` block is not compared", help: "did you mean `output`?",
            cure: ("outptu\n2", "output\n1")),
        Self(
            "a text block for an output", "```python\nprint(1)\n```\n\n```text\n2\n```\n",
            says: "this `text` block stands right after a sample, and is not compared",
            help: "call it `output` to have it compared, or mark it `text norun`",
            cure: ("```text", "```text norun")),
        Self(
            "an output of no sample", "```output\n1\n```\n",
            says: "this `output` block does not follow a sample [output-stray]",
            help: "the sample whose output it expects",
            cure: ("```output", "```python\nprint(1)\n```\n\n```output")),
        Self(
            "an option of an output block",
            "```python\nprint(1)\n```\n\n```output order=any\n1\n```\n",
            says: "an `output` block has no options: “order=any”",
            help: "belong to the sample's block", cure: ("```output order=any", "```output")),
        Self(
            "two samples of one name",
            "```python id=a\nprint(1)\n```\n\n```python id=a\nprint(2)\n```\n",
            says: "two samples of this note are named “a”", help: "give this one another `id=`",
            cure: ("id=a\nprint(2)", "id=b\nprint(2)")),
        Self(
            "a runtime that is not there", "```python runtime=cpyton\nprint(1)\n```\n",
            says: "no runtime of this language is named “cpyton”", help: "did you mean “cpython”?",
            cure: ("cpyton", "cpython")),
        Self(
            "a file that is not there", "```python file=a.py\n```\n", also: ["b.py": "print(1)\n"],
            says: "there is no file a.py", help: "did you mean b.py?",
            cure: ("a.py", "b.py")),
        Self(
            "an arm without a subject", "```python measure=m\npass\n```\n",
            says: "measure stands without subject", help: "measure=NAME subject=ID",
            cure: ("measure=m", "measure=m subject=a")),
        Self(
            "a sample that nobody sees", "```python hide hide-output\nprint(1)\n```\n",
            says: "is hidden, and nothing checks its result", help: "show its code or output",
            cure: (" hide-output", "")),
    ]

    static let claims: [FirstHourMistake] = [
        Self(
            "a claim without its sentence",
            note("claims:\n  - {id: one, sample: a, exits: 0}", printsA),
            says: "this claim has no `text`", help: "say in a sentence what is claimed",
            cure: ("sample:", "text: It is., sample:")),
        Self(
            "a part for a whole line", claim("sample: a\n    prints: it is 1"),
            says: "this claim is refuted", help: "correct the text, or what it is checked by",
            cure: ("prints:", "contains:")),
        Self(
            "a pattern for a line", claim("sample: a\n    prints: it is [..]"),
            says: "`prints` takes “[..]” as it is", help: "write `matches:` instead of `prints:`",
            cure: ("prints:", "matches:")),
        Self(
            "a list for a line",
            claim("sample: a\n    prints: [1, 2]", "```python id=a\nprint([1, 2])\n```\n"),
            says: "which needs quotes to be one text", help: "",
            cure: ("[1, 2]\n---", "\"[1, 2]\"\n---")),
        Self(
            "a misspelt check", claim("sample: a\n    exits: 0\n    print: a"),
            says: "a claim has no property “print”", help: "did you mean “prints”?",
            cure: ("print: a", "contains: \"1\"")),
        Self(
            "a misspelt sample", claim("sample: aa\n    exits: 0"),
            says: "no sample is named “aa”", help: "“a”", cure: ("sample: aa", "sample: a")),
        Self(
            "a check without a value", claim("sample: a\n    exits: 0\n    prints:"),
            says: "`prints` has no value here", help: "give it one, or delete it",
            cure: ("\n    prints:", "")),
        Self(
            "a word for an exit status", claim("sample: a\n    exits: never"),
            says: "`exits` must be a whole number", help: "", cure: ("never", "0")),
        Self(
            "a time without a bound", claim("sample: a\n    takes: 3 s"),
            says: "`takes` must have bounds", help: "takes: {at-least: 1 s, at-most: 1.3 s}",
            cure: ("takes: 3 s", "takes: {at-most: 60 s}")),
        Self(
            "a runtime that the sample lacks", claim("sample: a\n    exits: 0\n    runtime: pypy"),
            says: "the sample “a” doesn't run on “pypy”", help: "cpython",
            cure: ("pypy", "cpython")),
        Self(
            "two claims of one name",
            note(
                "claims:\n  - {id: b, text: It is., sample: a, exits: 0}\n"
                    + "  - {id: b, text: Still., sample: a, exits: 0}", printsA),
            says: "two claims are named “b”", help: "give this one another `id`",
            cure: ("{id: b, text: Still", "{id: c, text: Still")),
        Self(
            "a misspelt callout",
            claim("sample: a\n    exits: 0", printsA + "\n> [!cliam] one\n"),
            says: "a callout “cliam” shows no claim, and “one” is one", help: "> [!claim] one",
            cure: ("cliam", "claim")),
        Self(
            "a callout of no claim",
            claim("sample: a\n    exits: 0", printsA + "\n> [!claim] on\n"),
            says: "no claim is named “on”", help: "did you mean “one”?", cure: ("] on\n", "] one\n")
        ),
        Self(
            "nothing to check", claim("sample: a"),
            says: "nothing says what the sample “a” must do", help: "`contains:`",
            cure: ("sample: a\n", "sample: a\n    exits: 0\n")),
        Self(
            "faster than nothing", claim("measure: m\n    faster: quick", arms),
            says: "a claim with `faster` needs `than` too", help: "add `than: SUBJECT`",
            cure: ("faster: quick", "faster: quick\n    than: slow")),
        Self(
            "a percentage for a factor",
            claim("measure: m\n    faster: quick\n    than: slow\n    by: 50 %", arms),
            says: "`by` must be a factor of at least 1", help: "at least 3 times faster",
            cure: ("50 %", "1.5")),
    ]

    static let measurements: [FirstHourMistake] = [
        Self(
            "a measurement without arms", measures("unit: ms", "Text.\n"),
            says: "no sample is measured by “m”", help: "write `measure=m subject=ID`",
            cure: ("Text.\n", "```python measure=m subject=a\npass\n```\n")),
        Self(
            "a misspelt unit", measures("unit: msec"), says: "no unit is named “msec”", help: "",
            cure: ("msec", "ms")),
        Self(
            "too few rounds", measures("rounds: 3"), says: "must be a whole number from 6 to 1000",
            help: "", cure: ("rounds: 3", "rounds: 6")),
        Self(
            "a misspelt key of a measurement", measures("tilte: M"),
            says: "a measurement has no property “tilte”", help: "did you mean “title”?",
            cure: ("tilte", "title")),
        Self(
            "a misspelt baseline", measures("baseline: quik"),
            says: "the baseline “quik” is not a subject of “m”", help: "did you mean “quick”?",
            cure: ("quik", "quick")),
        Self(
            "a misspelt label", measures("labels: {quik: Quick}"),
            says: "`labels` names “quik”, which is not a subject of “m”",
            help: "did you mean “quick”?", cure: ("quik", "quick")),
        Self(
            "a parameter that nobody reads", measures("params: {n: [1, 2]}"),
            says: "no arm of “m” reads its parameter “n”", help: "param(\"n\")",
            cure: ("params: {n: [1, 2]}", "unit: ms")),
        Self(
            "a parameter that nobody sets",
            measures(
                "params: {n: [1, 2]}",
                arms.replacing("pass", with: "from handbook import param\nparam('m')")),
            says: "reads the parameter “m”, which is not set", help: "did you mean “n”?",
            cure: ("param('m')", "param('n')")),
        Self(
            "a direction that is not said", measures("unit: cores"),
            says: "doesn't say what is `better`", help: "write `better: lower` or `better: higher`",
            cure: ("unit: cores", "unit: cores, better: higher")),
        Self(
            "a misspelt subject in the text", measures("unit: ms", arms + "\n`= m.quik`\n"),
            says: "has no subject “quik”", help: "did you mean “quick”?",
            cure: ("`= m.quik`", "`= m.quick`")),
        Self(
            "what stands in a block that draws",
            measures("unit: ms", arms + "\n```measure m\nslow\n```\n"),
            says: "what stands in a `measure` block is not read", help: "leave the block empty",
            cure: ("slow\n```\n", "```\n")),
    ]

    private static let model =
        "criteria:\n  - {id: stable, label: Stable, kind: fact, values: [true, false]}\n"
        + "  - {id: ease, label: Ease, kind: opinion}\n"
    private static let subjects = [
        "A.md": note("subject: {id: a, label: A}"), "B.md": note("subject: {id: b, label: B}"),
        "_model/criteria.yml": model,
    ]

    private static func subject(_ traits: String) -> String {
        note("subject: {id: c, label: C}\ntraits:\n  \(traits)")
    }

    static let tables: [FirstHourMistake] = [
        Self(
            "a model without its key", "Text.\n",
            also: ["_model/criteria.yml": "- {id: ease, label: Ease, kind: opinion}\n"],
            says: "a file of the data model must be a map", help: "`criteria:`",
            cure: ("- {id", "criteria:\n- {id")),
        Self(
            "a model with a misspelt key", "Text.\n",
            also: ["_model/criteria.yml": model.replacing("criteria:", with: "criterias:")],
            says: "the data model has no key “criterias”", help: "did you mean “criteria”?",
            cure: ("criterias:", "criteria:")),
        Self(
            "a criterion without its kind", "Text.\n",
            also: ["_model/criteria.yml": "criteria:\n  - {id: ease, label: Ease}\n"],
            says: "the criterion “ease” has no `kind`", help: "write `kind: fact`",
            cure: ("label: Ease", "label: Ease, kind: opinion")),
        Self(
            "a misspelt criterion", subject("stabel: {value: true, source: s, as_of: \"3\"}"),
            also: subjects, says: "no criterion is named “stabel”", help: "did you mean “stable”?",
            cure: ("stabel:", "stable:")),
        Self(
            "a value that is not among them",
            subject("stable: {value: yes, source: s, as_of: \"3\"}"), also: subjects,
            says: "must be true or false, and this is “yes”", help: "", cure: ("yes", "true")),
        Self(
            "a fact without its source", subject("stable: {value: true}"), also: subjects,
            says: "is a fact, and no source is named", help: "add `source:` and `as_of:`",
            cure: ("value: true", "value: true, source: s, as_of: \"3\"")),
        Self(
            "an opinion without a reason", subject("ease: {value: easy}"), also: subjects,
            says: "is an opinion without its reasons", help: "add `because:` with a sentence",
            cure: ("value: easy", "value: easy, because: It has few rules.")),
        Self(
            "a reason of one word", subject("ease: {value: easy, because: simple}"), also: subjects,
            says: "gives “simple” as its reason: no criterion or claim has that name",
            help: "as a sentence of two words or more",
            cure: ("because: simple", "because: It is simple.")),
        Self(
            "why for because", subject("ease: {value: easy, why: It is simple.}"), also: subjects,
            says: "stands without `na`", help: "write `because:`", cure: ("why:", "because:")),
        Self(
            "traits of nobody", note("traits: {ease: {value: easy, because: It is so.}}"),
            also: subjects, says: "these traits belong to no subject",
            help: "add `subject: {id: …, label: …}`",
            cure: ("traits: {ease", "subject: {id: c, label: C}\ntraits: {ease")),
        Self(
            "a misspelt subject", note("compare: {subjects: [a, bb]}", "```compare\n```\n"),
            also: subjects, says: "no note defines the subject “bb”", help: "did you mean “b”?",
            cure: ("bb", "b")),
        Self(
            "subjects that nobody compares", note("subjects: [a, b]"), also: subjects,
            says: "these subjects are not compared", help: "write `compare: {subjects: [a, b]}`",
            cure: ("subjects: [a, b]", "compare: {subjects: [a, b]}")),
        Self(
            "a table of nothing", "```compare\n```\n", also: subjects,
            says: "this note has a `compare` block and nothing to compare",
            help: "add `compare: {subjects",
            cure: ("```compare", "---\ncompare: {subjects: [a, b]}\n---\n```compare")),
    ]

    static let settings: [FirstHourMistake] = [
        Self(
            "a command that leaves the code out", "```lisp\nprint(1)\n```\n",
            also: [
                "site.yml":
                    "runtimes:\n  lisp: {languages: [lisp], file-name: main.py, command: [python3]}\n"
            ],
            says: "“command” doesn't say where the sample's code goes",
            help: "`command: [python3, \"{file}\"]`",
            cure: ("[python3]", "[python3, \"{file}\"]")),
        Self(
            "a misspelt setting", "Text.\n", also: ["site.yml": "titel: X\n"],
            says: "“site.yml” has no key “titel”", help: "did you mean “title”?",
            cure: ("titel", "title")),
        Self(
            "a setting that is none of its words", "Text.\n", also: ["site.yml": "samples: some\n"],
            says: "“samples” must be one of all, marked, none", help: "", cure: ("some", "all")),
    ]
}
