extension Converter {
    /// TeX formulas as MathML by latex2mathml: the kind is `block` or `inline`. Empty for a formula
    /// that it does not understand.
    static let math = Converter(
        name: "math", module: "latex2mathml", script: mathScript, loss: "formulas are shown as TeX",
        help: "pip install latex2mathml")
}

private let mathScript = """
    from latex2mathml.converter import convert
    def answer(kind, tex):
        try:
            return convert(tex, display=kind)
        except Exception:
            return ""
    frames(answer)
    """
