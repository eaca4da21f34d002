#include "capture.h"

#include <stdlib.h>
#include <string.h>

// Pieces closer than this are joined, since nobody can see the difference.
enum { SAME_MOMENT = 100 * 1000 };

static struct piece *piece_at(const struct part *part, size_t index) {
    return &part->pieces[(part->first_piece + index) % MOST_PIECES];
}

static void start_part(struct part *part, size_t capacity) {
    *part = (struct part){
        .bytes = malloc(capacity + 1),
        .capacity = capacity,
        .pieces = calloc(MOST_PIECES, sizeof(struct piece)),
    };
    if (!part->bytes || !part->pieces) abort();
}

void start_capture(struct capture *capture, size_t head, size_t tail) {
    *capture = (struct capture){0};
    start_part(&capture->head, head);
    start_part(&capture->tail, tail);
}

void end_capture(struct capture *capture) {
    free(capture->head.bytes);
    free(capture->head.pieces);
    free(capture->tail.bytes);
    free(capture->tail.pieces);
    *capture = (struct capture){0};
}

// If the table is full, the head joins the newest piece to the one before, and the tail forgets the
// oldest piece.
static void note_piece(struct part *part, struct piece piece, int forgets_oldest) {
    if (part->piece_count > 0) {
        struct piece *last = piece_at(part, part->piece_count - 1);
        if (last->stream == piece.stream && piece.moment - last->moment < SAME_MOMENT) return;
    }
    if (part->piece_count == MOST_PIECES) {
        if (!forgets_oldest) return;
        part->first_piece = (part->first_piece + 1) % MOST_PIECES;
        part->piece_count--;
    }
    part->piece_count++;
    *piece_at(part, part->piece_count - 1) = piece;
}

static void drop_pieces_before(struct part *part, size_t offset) {
    while (part->piece_count > 1 && piece_at(part, 1)->offset <= offset) {
        part->first_piece = (part->first_piece + 1) % MOST_PIECES;
        part->piece_count--;
    }
}

static size_t count_lines(const char *bytes, size_t count) {
    size_t lines = 0;
    for (const char *end = bytes + count; bytes < end; bytes++) lines += *bytes == '\n';
    return lines;
}

static void add_to_tail(struct capture *capture, const char *bytes, size_t count) {
    struct part *tail = &capture->tail;
    size_t offset = capture->total - capture->head.used;
    for (size_t i = 0; i < count;) {
        if (tail->capacity == 0) {
            capture->omitted_lines += count_lines(bytes, count);
            capture->omitted_bytes += count;
            return;
        }
        size_t at = (offset + i) % tail->capacity;
        size_t run = tail->capacity - at;
        if (run > count - i) run = count - i;
        size_t free_space = tail->capacity - tail->used;
        if (free_space < run) {
            // The bytes in the way, from `at` on, are the oldest.
            size_t lost = run - free_space;
            size_t lost_from = (at + free_space) % tail->capacity;
            capture->omitted_lines += count_lines(tail->bytes + lost_from, lost);
            capture->omitted_bytes += lost;
            tail->used -= lost;
        }
        memcpy(tail->bytes + at, bytes + i, run);
        tail->used += run;
        i += run;
    }
}

void add_output(
    struct capture *capture, const char *bytes, size_t count, long long moment, int stream) {
    struct part *head = &capture->head;
    size_t in_head = head->capacity - head->used;
    if (in_head > count) in_head = count;
    if (in_head > 0) {
        note_piece(head, (struct piece){moment, capture->total, stream}, 0);
        memcpy(head->bytes + head->used, bytes, in_head);
        head->used += in_head;
        capture->total += in_head;
    }
    if (count > in_head) {
        note_piece(&capture->tail, (struct piece){moment, capture->total, stream}, 1);
        add_to_tail(capture, bytes + in_head, count - in_head);
        capture->total += count - in_head;
        drop_pieces_before(&capture->tail, capture->total - capture->tail.used);
    }
}

char *retained_output(const struct capture *capture, size_t *length) {
    const struct part *head = &capture->head, *tail = &capture->tail;
    char *all = malloc(head->used + tail->used + 1);
    if (!all) abort();
    memcpy(all, head->bytes, head->used);
    size_t end = capture->total - head->used;
    for (size_t i = 0; i < tail->used; i++)
        all[head->used + i] = tail->bytes[(end - tail->used + i) % tail->capacity];
    *length = head->used + tail->used;
    return all;
}

static void each_piece_of(
    const struct part *part, size_t start, size_t end,
    void (*visit)(void *context, const struct piece *, size_t length), void *context) {
    for (size_t i = 0; i < part->piece_count; i++) {
        size_t from = i == 0 ? start : piece_at(part, i)->offset;
        size_t to = i + 1 == part->piece_count ? end : piece_at(part, i + 1)->offset;
        if (to > from) visit(context, piece_at(part, i), to - from);
    }
}

void each_piece(
    const struct capture *capture,
    void (*visit)(void *context, const struct piece *, size_t length), void *context) {
    size_t total = capture->total;
    each_piece_of(&capture->head, 0, capture->head.used, visit, context);
    each_piece_of(&capture->tail, total - capture->tail.used, total, visit, context);
}
