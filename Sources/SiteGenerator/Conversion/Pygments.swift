import Markdown

extension Converter {
    /// Highlights code with Pygments. The kind is the language. The answer is HTML with one line
    /// for each line of code, or empty if Pygments doesn't know the language.
    static let highlighting = Converter(
        cache: .highlighting, module: "pygments", script: pygmentsScript, toolName: "Pygments",
        loss: "code is not highlighted",
        help: "sudo apt-get install python3-pygments", markup: .highlighting)
}

private let pygmentsScript = """
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound
    formatter = HtmlFormatter(nowrap=True)
    lexers = {}
    def lexer(name):
        if name not in lexers:
            try:
                lexers[name] = get_lexer_by_name(name, stripnl=False, ensurenl=False)
            except ClassNotFound:
                lexers[name] = None
        return lexers[name]
    def answer(language, code):
        found = lexer(language)
        return highlight(code, found, formatter) if found else ""
    frames(answer)
    """
