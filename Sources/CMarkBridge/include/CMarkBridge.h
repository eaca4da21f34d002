#pragma once
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm_version.h>
#include <cmark-gfm/houdini.h>
#include <cmark-gfm/node.h>
#include <cmark-gfm/parser.h>

// Makes libcmark-gfm safe for many threads: no process-wide table is written to during a parse, and
// memory comes from an arena of the thread.

/// The version of the library whose headers this was compiled with, and the version that is loaded.
/// If they differ, the parser's fields may lie elsewhere, and nothing else may be called.
const char *bridge_version_compiled(void);
const char *bridge_version_loaded(void);

/// Registers the extensions. Call it once, before anything else.
void bridge_prepare(void);

/// Returns a parser with all of GFM's extensions. It is allocated in the current arena if there is
/// one and `in_arena` is true.
cmark_parser *bridge_parser_new(int options, bool in_arena);

/// Adds a paragraph after everything that was fed. Its inlines are parsed with the rest. `tag` is
/// stored in the node's `user_data`.
void bridge_append_paragraph(
    cmark_parser *parser, const unsigned char *text, bufsize_t length, void *tag);

/// Ends the parse and returns the document. The text that was fed must end in a line break. The
/// caller frees the document unless it is in the arena; the parser is freed here. `reference_count`
/// becomes the number of link reference definitions.
cmark_node *bridge_finish(cmark_parser *parser, unsigned *reference_count);

typedef struct bridge_block bridge_block;

/// A block of memory that is freed all at once.
typedef struct {
  bridge_block *blocks;
  char *next;
  char *end;
} bridge_arena;

/// From here until `bridge_arena_end`, parsers that are made on this thread may live in `arena`,
/// with their documents. They need not be freed.
void bridge_arena_begin(bridge_arena *arena);
void bridge_arena_end(bridge_arena *arena);

cmark_mem *bridge_arena_memory(void);

// No header declares these node types, and Swift cannot read mutable globals.
cmark_node_type bridge_table(void);
cmark_node_type bridge_table_row(void);
cmark_node_type bridge_table_cell(void);
cmark_node_type bridge_strikethrough(void);
