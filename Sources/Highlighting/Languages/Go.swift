extension Language {
    static let go = Language(
        "go", names: ["go", "golang"],
        words: [
            "types": """
            any bool byte comparable complex128 complex64 error float32 float64 int int16 int32 \
            int64 int8 rune string uint uint16 uint32 uint64 uint8 uintptr
            """,
            "builtins": """
            append cap clear close complex copy delete imag len make max min new panic print \
            println real recover
            """,
        ],
        rules: """
            c1 comment
            s interpreted_string_literal raw_string_literal
            sc rune_literal
            se escape_sequence
            mi int_literal
            mf float_literal imaginary_literal
            kc true false nil iota
            kn 'package' 'import'
            nn package_clause>package_identifier
            nf function_declaration.name>identifier method_declaration.name>field_identifier
             method_elem.name>field_identifier
            nc type_spec.name>type_identifier
            kt type_identifier{types} call_expression.function>identifier{types}
            nb call_expression.function>identifier{builtins}
            """)
}
