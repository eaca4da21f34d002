extension Language {
    static let bash = Language(
        "bash", names: ["bash", "sh", "shell", "zsh"],
        words: [
            "builtins": """
            . alias bg bind break builtin caller cd command continue declare dirs disown echo enable eval exec \
            exit export fg getopts hash help history jobs kill let local logout mapfile popd \
            printf pushd pwd read readarray readonly return set shift shopt source suspend test \
            time times trap true false type typeset ulimit umask unalias unset wait
            """
        ],
        rules: """
            c1 comment
            s2 string
            s1 raw_string ansi_c_string
            sh heredoc_start heredoc_body heredoc_end herestring_redirect>word
            si expansion>'${' expansion>'}'
            nv simple_expansion expansion variable_name special_variable_name
            - command_substitution process_substitution arithmetic_expansion
            k command_substitution>'$(' command_substitution>')'
            o arithmetic_expansion>'$((' arithmetic_expansion>'))' test_operator
            nf function_definition.name>word
            nb command_name>word{builtins} 'declare' 'export' 'local' 'readonly' 'typeset' 'unset'
            = command_name>word
            mi number file_descriptor
            """)
}
