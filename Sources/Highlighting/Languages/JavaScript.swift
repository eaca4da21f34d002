extension Language {
    static let javascript = Language(
        "javascript", names: ["javascript", "js", "mjs", "cjs", "jsx", "node"],
        words: [
            "constants": "NaN Infinity",
            "builtins": """
            Array ArrayBuffer Atomics BigInt Boolean DataView Date Float32Array Float64Array \
            Function Int16Array Int32Array Int8Array Intl JSON Map Math Number Object Promise \
            Proxy Reflect RegExp Set SharedArrayBuffer String Symbol Uint16Array Uint32Array \
            Uint8Array WeakMap WeakRef WeakSet decodeURIComponent document encodeURIComponent \
            globalThis isNaN parseFloat parseInt window
            """,
            "errors": """
            AggregateError Error EvalError RangeError ReferenceError SyntaxError TypeError
            """,
        ],
        rules: """
            ch hash_bang_line
            c1 comment
            s2 string
            sb template_string
            se escape_sequence
            si template_substitution>'${' template_substitution>'}'
            - template_substitution jsx_expression
            sr regex
            mf number
            kc true false null undefined identifier{constants}
            k this super
            o optional_chain
            nf function_declaration.name>identifier function_expression.name>identifier
             generator_function_declaration.name>identifier method_definition.name>property_identifier
            nc class_declaration.name>identifier class.name>identifier
            nt jsx_opening_element.name>identifier jsx_closing_element.name>identifier
             jsx_self_closing_element.name>identifier
            na jsx_attribute>property_identifier
            ne identifier{errors}
            nb identifier{builtins}
            """)
}
