extension Language {
    static let python = Language(
        "python", names: ["python", "py", "python3", "py3"],
        words: [
            "builtins": """
            __import__ abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable \
            chr classmethod compile complex delattr dict dir divmod enumerate eval exec filter \
            float format frozenset getattr globals hasattr hash help hex id input int isinstance \
            issubclass iter len list locals map max memoryview min next object oct open ord pow \
            print property range repr reversed round set setattr slice sorted staticmethod str \
            sum super tuple type vars zip
            """,
            "exceptions": """
            ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup \
            BlockingIOError BrokenPipeError BufferError ChildProcessError ConnectionAbortedError \
            ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning \
            EOFError Exception ExceptionGroup FileExistsError FileNotFoundError \
            FloatingPointError FutureWarning GeneratorExit ImportError IndexError \
            InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError \
            MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplementedError \
            OSError OverflowError PermissionError ProcessLookupError RecursionError \
            ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration \
            StopIteration SyntaxError SystemExit TimeoutError TypeError UnicodeDecodeError \
            UnicodeEncodeError UnicodeError UserWarning ValueError Warning ZeroDivisionError
            """,
            "own": "self cls",
            "special": """
            __add__ __aenter__ __aexit__ __aiter__ __anext__ __await__ __bool__ __call__ \
            __contains__ __del__ __delattr__ __enter__ __eq__ __exit__ __ge__ __get__ \
            __getattr__ __getattribute__ __getitem__ __gt__ __hash__ __init__ \
            __init_subclass__ __iter__ __le__ __len__ __lt__ __ne__ __new__ __next__ __or__ \
            __post_init__ __repr__ __set__ __setattr__ __setitem__ __slots__ __str__ __sub__
            """,
        ],
        rules: """
            c1 comment
            sd expression_statement>string
            s2 string format_specifier
            se escape_sequence
            si interpolation>'{' interpolation>'}' type_conversion
            - interpolation format_expression argument_list
            kc true false none
            mi integer
            mf float
            kn 'import' 'from'
            k aliased_import>'as'
            ow 'and' 'or' 'not' 'in' 'is' 'is not' 'not in'
            fm identifier{special}
            nf function_definition.name>identifier
            nc class_definition.name>identifier
            nd decorator>'@' decorator>identifier decorator>attribute decorator>call
            nn import_statement>dotted_name import_statement>aliased_import
             import_from_statement.module_name>dotted_name relative_import
            = dotted_name>identifier attribute.attribute>identifier
            - keyword_argument.name>identifier
            bp identifier{own}
            ne identifier{exceptions}
            nb identifier{builtins} ellipsis
            """)
}
