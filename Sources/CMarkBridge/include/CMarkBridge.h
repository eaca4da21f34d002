#pragma once
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm_version.h>
#include <cmark-gfm/houdini.h>
#include <cmark-gfm/node.h>
#include <cmark-gfm/parser.h>

// libcmark-gfm for many threads at once: no process-wide table is written to while it parses, and
// memory comes from an arena of the thread's own.

/// The library's version whose headers this was compiled with, and that of the one which is loaded.
/// Where they differ, the parser's fields may lie elsewhere: nothing else may be called then.
const char *bridge_version_compiled(void);
const char *bridge_version_loaded(void);

/// Registers the extensions. Once, before anything else.
void bridge_prepare(void);

/// A parser with all of GFM's extensions. In the arena, if one is in use and `in_arena`.
cmark_parser *bridge_parser_new(int options, bool in_arena);

/// Adds a paragraph behind all that was fed, whose inlines are parsed with the rest. `tag` comes
/// back in its `user_data`.
void bridge_append_paragraph(
    cmark_parser *parser, const unsigned char *text, bufsize_t length, void *tag);

/// What was fed must end in a line break. The caller frees the document, if it is not in the arena;
/// the parser is freed here. `reference_count` becomes the number of link reference definitions.
cmark_node *bridge_finish(cmark_parser *parser, unsigned *reference_count);

typedef struct bridge_block bridge_block;

/// Memory that is given back all at once.
typedef struct {
  bridge_block *blocks;
  char *next;
  char *end;
} bridge_arena;

/// From here to `bridge_arena_end`, parsers made on this thread may live in `arena`, with their
/// documents; they need not be freed.
void bridge_arena_begin(bridge_arena *arena);
void bridge_arena_end(bridge_arena *arena);

cmark_mem *bridge_arena_memory(void);

// No header declares these node types, and Swift cannot read mutable globals.
cmark_node_type bridge_table(void);
cmark_node_type bridge_table_row(void);
cmark_node_type bridge_table_cell(void);
cmark_node_type bridge_strikethrough(void);
