extension Language {
    static let json = Language(
        "json", names: ["json"],
        rules: """
            nt pair.key>string
            s2 string
            se escape_sequence
            mi number
            kc true false null
            c1 comment
            """)
}
