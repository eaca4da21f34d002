#include "CMarkBridge.h"

#include <cmark-gfm/inlines.h>
#include <cmark-gfm/syntax_extension.h>

// This file uses private fields of the parser, and relies on the order of its phases. No interface
// promises either.
#define VERSION(major, minor, patch, gfm) (major << 24 | minor << 16 | patch << 8 | gfm)
#if CMARK_GFM_VERSION < VERSION(0, 29, 0, 6) || CMARK_GFM_VERSION >= VERSION(0, 30, 0, 0)
#error "CMarkBridge was written for libcmark-gfm 0.29.0.gfm.6 and later ones of 0.29: read parsing.c"
#endif

const char *bridge_version_compiled(void) { return CMARK_GFM_VERSION_STRING; }
const char *bridge_version_loaded(void) { return cmark_version_string(); }

// The library keeps the table of characters that begin an inline in process-wide memory. Each parse
// adds its extensions' characters when its inline phase begins and removes them when it ends, so
// two parses at once disturb each other. It finds those characters through the parser's list of
// inline extensions. So we add the characters once for the whole process (`bridge_prepare`), and a
// parser has its list only between the first and the last node of its inline phase. The library
// then finds nothing to add before it and nothing to remove after it, and no memory is shared.
// Before it visits a node, the library asks the node's extension whether the node holds inlines.
// The document, and an empty block after all others, have an extension that answers this and
// switches the list on or off.
// A test parses the same texts on many threads and compares the results.

typedef struct {
  cmark_parser *parser;
  cmark_llist *extensions;
  unsigned reference_count;
} inline_phase;

static int switch_extensions(cmark_syntax_extension *self, cmark_node *node) {
  (void)self;
  inline_phase *phase = (inline_phase *)node->user_data;
  bool begins = node->type == CMARK_NODE_DOCUMENT;
  phase->parser->inline_syntax_extensions = begins ? phase->extensions : NULL;
  phase->reference_count = phase->parser->refmap->size;
  return 0;
}

static const struct cmark_syntax_extension phase_boundary = {
    .contains_inlines_func = switch_extensions,
};

static void attach(cmark_parser *parser, const char *name) {
  cmark_syntax_extension *extension = cmark_find_syntax_extension(name);
  if (extension) cmark_parser_attach_syntax_extension(parser, extension);
}

cmark_parser *bridge_parser_new(int options, bool in_arena) {
  cmark_mem *memory = in_arena ? bridge_arena_memory() : cmark_get_default_mem_allocator();
  cmark_parser *parser = cmark_parser_new_with_mem(options, memory);
  attach(parser, "table");
  attach(parser, "strikethrough");
  attach(parser, "autolink");
  attach(parser, "tagfilter");
  attach(parser, "tasklist");
  return parser;
}

void bridge_prepare(void) {
  cmark_gfm_core_extensions_ensure_registered();
  cmark_parser *parser = bridge_parser_new(CMARK_OPT_DEFAULT, false);
  cmark_manage_extensions_special_characters(parser, true);
  cmark_parser_free(parser);
}

void bridge_append_paragraph(
    cmark_parser *parser, const unsigned char *text, bufsize_t length, void *tag) {
  cmark_node *paragraph = cmark_node_new_with_mem(CMARK_NODE_PARAGRAPH, parser->mem);
  cmark_strbuf_put(&paragraph->content, text, length);
  paragraph->user_data = tag;
  cmark_node_append_child(parser->root, paragraph);
}

cmark_node *bridge_finish(cmark_parser *parser, unsigned *reference_count) {
  cmark_node *document = parser->root;
  cmark_node *end = cmark_node_new_with_mem(CMARK_NODE_CUSTOM_BLOCK, parser->mem);
  inline_phase phase = {parser, parser->inline_syntax_extensions, 0};
  cmark_node_append_child(document, end);
  parser->inline_syntax_extensions = NULL;
  document->extension = end->extension = (cmark_syntax_extension *)&phase_boundary;
  document->user_data = end->user_data = &phase;

  document = cmark_parser_finish(parser);

  *reference_count = phase.reference_count;
  parser->inline_syntax_extensions = phase.extensions;
  document->extension = NULL;
  document->user_data = NULL;
  cmark_node_free(end);
  cmark_parser_free(parser);
  return document;
}

extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW, CMARK_NODE_TABLE_CELL,
    CMARK_NODE_STRIKETHROUGH;

cmark_node_type bridge_table(void) { return CMARK_NODE_TABLE; }
cmark_node_type bridge_table_row(void) { return CMARK_NODE_TABLE_ROW; }
cmark_node_type bridge_table_cell(void) { return CMARK_NODE_TABLE_CELL; }
cmark_node_type bridge_strikethrough(void) { return CMARK_NODE_STRIKETHROUGH; }
