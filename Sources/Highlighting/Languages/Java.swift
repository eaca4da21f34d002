extension Language {
    static let java = Language(
        "java", names: ["java"], words: ["inferred": "var"],
        rules: """
            c1 line_comment block_comment
            s string_literal
            sc character_literal
            se escape_sequence
            mi decimal_integer_literal hex_integer_literal octal_integer_literal
             binary_integer_literal
            mf decimal_floating_point_literal hex_floating_point_literal
            kc true false null_literal
            k this super type_identifier{inferred}
            kt integral_type floating_point_type boolean_type void_type
            kn 'package' 'import'
            nn package_declaration>scoped_identifier package_declaration>identifier
             import_declaration>scoped_identifier import_declaration>identifier asterisk
            = scoped_identifier>identifier
            nd marker_annotation annotation
            - annotation_argument_list
            nf method_declaration.name>identifier constructor_declaration.name>identifier
            nc class_declaration.name>identifier enum_declaration.name>identifier
             interface_declaration.name>identifier record_declaration.name>identifier
             annotation_type_declaration.name>identifier
            """)
}
