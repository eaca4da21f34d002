extension Language {
    static let rust = Language(
        "rust", names: ["rust", "rs"],
        words: [
            "types": """
            Arc Box BTreeMap Clone Copy Debug Default Drop Eq Fn FnMut FnOnce From HashMap \
            HashSet Hash Into Iterator Mutex Option Ord PartialEq PartialOrd Rc RefCell Result \
            RwLock Self Send Sized String Sync ToString Vec
            """,
            "values": "Err None Ok Some",
        ],
        rules: """
            c1 line_comment block_comment
            cp attribute_item inner_attribute_item
            s string_literal raw_string_literal
            sc char_literal
            se escape_sequence
            mi integer_literal
            mf float_literal
            kc boolean_literal
            bp self
            - '_'
            k crate super mutable_specifier
            na lifetime label
            nv metavariable
            fm macro_invocation.macro>identifier macro_invocation>'!'
            nf function_item.name>identifier function_signature_item.name>identifier
            nc struct_item.name>type_identifier enum_item.name>type_identifier
             trait_item.name>type_identifier type_item.name>type_identifier
            kt primitive_type
            nb type_identifier{types} identifier{types} identifier{values}
            """)
}
