#include "CMarkBridge.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// The library makes some 500 small allocations for a note and frees each one, which is a fifth of
// its time. It passes no context to its allocators, so each thread knows the arena in use.

struct bridge_block {
  bridge_block *previous;
};

enum { BLOCK_SIZE = 512 << 10 };

static _Thread_local bridge_arena *current;

// The first block of the last arena, kept for the next one: a thread parses one note after another,
// and getting this much memory from the system each time costs a page fault for each page. It is
// freed when the thread ends.
static pthread_key_t spare;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make_key(void) {
  if (pthread_key_create(&spare, free) != 0) abort();
}

static void use(bridge_block *block, size_t capacity) {
  block->previous = current->blocks;
  current->blocks = block;
  current->next = (char *)(block + 1);
  current->end = (char *)block + capacity;
}

void bridge_arena_begin(bridge_arena *arena) {
  current = arena;
  pthread_once(&once, make_key);
  bridge_block *block = pthread_getspecific(spare);
  if (!block) block = malloc(BLOCK_SIZE);
  if (!block) abort();
  pthread_setspecific(spare, NULL);
  use(block, BLOCK_SIZE);
}

void bridge_arena_end(bridge_arena *arena) {
  bridge_block *block = arena->blocks;
  while (block->previous) {
    bridge_block *previous = block->previous;
    free(block);
    block = previous;
  }
  arena->blocks = NULL;
  pthread_setspecific(spare, block);
  current = NULL;
}

static size_t rounded(size_t size) { return (size + 7) & ~(size_t)7; }

static void grow(size_t size) {
  size_t capacity = sizeof(bridge_block) + size + BLOCK_SIZE;
  bridge_block *block = malloc(capacity);
  if (!block) abort();
  use(block, capacity);
}

// The size is stored before each allocation, for `resize`.
static void *allocate(size_t size) {
  size = rounded(size);
  size_t needed = sizeof(size_t) + size;
  if ((size_t)(current->end - current->next) < needed) grow(needed);
  size_t *header = (size_t *)current->next;
  *header = size;
  current->next += needed;
  return header + 1;
}

static void *allocate_zeroed(size_t count, size_t size) {
  return memset(allocate(count * size), 0, count * size);
}

static bool is_last(const void *piece, size_t size) {
  return (const char *)piece + size == current->next;
}

static void *resize(void *piece, size_t size) {
  if (!piece) return allocate(size);
  size_t *header = (size_t *)piece - 1;
  if (size <= *header) return piece;
  size_t more = rounded(size) - *header;
  if (is_last(piece, *header) && more <= (size_t)(current->end - current->next)) {
    *header += more;
    current->next += more;
    return piece;
  }
  return memcpy(allocate(size), piece, *header);
}

static void release(void *piece) {
  if (!piece) return;
  size_t *header = (size_t *)piece - 1;
  if (is_last(piece, *header)) current->next = (char *)header;
}

static cmark_mem memory = {allocate_zeroed, resize, release};

cmark_mem *bridge_arena_memory(void) { return &memory; }
