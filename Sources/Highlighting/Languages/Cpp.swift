extension Language {
    static let cpp = Language(
        "cpp", names: ["cpp", "c++", "cc", "cxx", "hpp", "hxx"],
        words: ["types": cTypes, "casts": cppCasts],
        rules: """
            \(cRules)
            s raw_string_literal
            k auto this identifier{casts}
            o lambda_default_capture
            nf destructor_name
            nn namespace_definition>namespace_identifier
            nc struct_specifier.name>type_identifier enum_specifier.name>type_identifier
             union_specifier.name>type_identifier class_specifier.name>type_identifier
            """)
}

private let cppCasts = "const_cast dynamic_cast reinterpret_cast static_cast"
