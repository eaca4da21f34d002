extension UnknownDateToken {
    /// Returns the error with the place of the argument of a call of `format`.
    package func located(in call: BaseNode) -> BaseError {
        var range = call.nameRange
        if case .call(_, _, let arguments) = call.kind, let pattern = arguments.first {
            range = pattern.range
        }
        let upper = token.uppercased()
        let advice =
            BaseDate.tokenNames.contains(upper)
            ? "did you mean “\(upper)”?" : "put words in brackets, such as [at]"
        return BaseError(
            .unknown, range, "a date's format has no token “\(token)”",
            help: "\(advice) The tokens are \(BaseDate.tokenNames.joined(separator: ", "))")
    }
}
