extension Language {
    static let c = Language(
        "c", names: ["c", "h"], words: ["types": cTypes],
        rules: """
            \(cRules)
            nc struct_specifier.name>type_identifier enum_specifier.name>type_identifier
             union_specifier.name>type_identifier
            """)
}

/// Types of the standard library that are shown like built-in types.
let cTypes = """
    FILE clock_t int16_t int32_t int64_t int8_t intptr_t mtx_t off_t once_flag pid_t pthread_t \
    ptrdiff_t size_t ssize_t thrd_t time_t uint16_t uint32_t uint64_t uint8_t uintptr_t wchar_t
    """

/// Rules that C++ shares.
let cRules = """
    c1 comment
    cp '#include' '#define' '#if' '#ifdef' '#ifndef' '#else' '#elif' '#endif' preproc_directive
     preproc_arg preproc_def>identifier preproc_function_def>identifier preproc_params>identifier
     preproc_ifdef>identifier preproc_defined>identifier
    s string_literal system_lib_string
    sc char_literal
    se escape_sequence
    mi number_literal
    kc true false null
    nf function_declarator>identifier function_declarator>field_identifier
    kt primitive_type sized_type_specifier type_identifier{types}
    """
