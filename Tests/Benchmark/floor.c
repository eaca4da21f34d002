/* The floor below any generator that parses with libcmark-gfm: reads the notes, parses and renders them,
 * and writes as many files of the same sizes as a site has. It resolves no link, highlights nothing, and
 * fills up its pages with zeros.
 *
 *     floor LIST CONTENT OUTPUT JOBS
 *
 * Each line of LIST is a file to write: its size, a tab, its path, a tab, and the note that it shows, which
 * is empty for files that show none. Paths are relative. OUTPUT must not exist. JOBS processes take the
 * files from one counter; threads can't be used, since libcmark-gfm keeps tables in global variables.
 *
 * Build: cc -O2 floor.c -lcmark-gfm -lcmark-gfm-extensions */
#define _GNU_SOURCE
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
    size_t size;
    char *path;
    char *note;
} File;

enum { BATCH = 8 };

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static char *read_all(int folder, const char *path, size_t *length) {
    int file = openat(folder, path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (file < 0 || fstat(file, &status) < 0) fail(path);
    char *text = malloc((size_t)status.st_size + 1);
    if (!text) fail("malloc");
    size_t done = 0;
    while (done < (size_t)status.st_size) {
        ssize_t count = read(file, text + done, (size_t)status.st_size - done);
        if (count <= 0) fail(path);
        done += (size_t)count;
    }
    close(file);
    text[done] = 0;
    *length = done;
    return text;
}

/* Returns the text after the front matter. */
static char *body(char *text, size_t *length) {
    if (*length < 4 || memcmp(text, "---\n", 4) != 0) return text;
    char *end = memmem(text + 4, *length - 4, "\n---\n", 5);
    if (!end) return text;
    end += 5;
    *length -= (size_t)(end - text);
    return end;
}

static char *render(const char *text, size_t length) {
    static const char *const extensions[] = {"table", "strikethrough", "autolink", "tasklist"};
    int options = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES;
    cmark_parser *parser = cmark_parser_new(options);
    for (size_t index = 0; index < sizeof extensions / sizeof *extensions; index++)
        cmark_parser_attach_syntax_extension(
            parser, cmark_find_syntax_extension(extensions[index]));
    cmark_parser_feed(parser, text, length);
    cmark_node *document = cmark_parser_finish(parser);
    char *html =
        cmark_render_html(document, options, cmark_parser_get_syntax_extensions(parser));
    cmark_node_free(document);
    cmark_parser_free(parser);
    return html;
}

static void make_folders(int root, char *path) {
    for (char *slash = path; (slash = strchr(slash, '/')); slash++) {
        *slash = 0;
        if (mkdirat(root, path, 0755) < 0 && errno != EEXIST) fail(path);
        *slash = '/';
    }
}

static void write_file(int root, const File *file, const char *html) {
    static char *page;
    static size_t room;
    if (file->size > room) {
        room = file->size * 2;
        page = realloc(page, room);
        if (!page) fail("realloc");
    }
    size_t length = html ? strlen(html) : 0;
    if (length > file->size) length = file->size;
    memcpy(page, html ? html : "", length);
    memset(page + length, 0, file->size - length);
    int target = openat(root, file->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (target < 0 && errno == ENOENT) {
        make_folders(root, file->path);
        target = openat(root, file->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    }
    if (target < 0) fail(file->path);
    for (size_t done = 0; done < file->size;) {
        ssize_t count = write(target, page + done, file->size - done);
        if (count <= 0) fail(file->path);
        done += (size_t)count;
    }
    close(target);
}

static size_t read_list(const char *path, File **files) {
    size_t length, count = 0, room = 0;
    char *text = read_all(AT_FDCWD, path, &length);
    for (char *line = text; *line;) {
        char *end = strchr(line, '\n');
        char *name = strchr(line, '\t');
        char *note = name ? strchr(name + 1, '\t') : NULL;
        if (!end || !note || note > end) {
            fprintf(stderr, "floor: line %zu of %s is not size, path, note\n", count + 1, path);
            exit(1);
        }
        *end = *name = *note = 0;
        if (count == room) {
            room = room ? room * 2 : 1024;
            *files = realloc(*files, room * sizeof **files);
            if (!*files) fail("realloc");
        }
        (*files)[count++] = (File){strtoul(line, NULL, 10), name + 1, note + 1};
        line = end + 1;
    }
    return count;
}

int main(int argc, char **argv) {
    if (argc != 5) {
        fputs("usage: floor LIST CONTENT OUTPUT JOBS\n", stderr);
        return 2;
    }
    File *files = NULL;
    size_t count = read_list(argv[1], &files);
    if (mkdir(argv[3], 0755) < 0) fail(argv[3]);
    int content = open(argv[2], O_PATH | O_DIRECTORY | O_CLOEXEC);
    int output = open(argv[3], O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (content < 0) fail(argv[2]);
    if (output < 0) fail(argv[3]);
    atomic_size_t *next = mmap(
        NULL, sizeof *next, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (next == MAP_FAILED) fail("mmap");
    cmark_gfm_core_extensions_ensure_registered();
    int jobs = atoi(argv[4]);
    for (int job = 0; job < jobs; job++) {
        pid_t child = fork();
        if (child < 0) fail("fork");
        if (child > 0) continue;
        for (size_t start; (start = atomic_fetch_add(next, BATCH)) < count;) {
            for (size_t index = start; index < start + BATCH && index < count; index++) {
                const File *file = &files[index];
                char *html = NULL;
                if (*file->note) {
                    size_t length;
                    char *text = read_all(content, file->note, &length);
                    char *markdown = body(text, &length);
                    html = render(markdown, length);
                    free(text);
                }
                write_file(output, file, html);
                free(html);
            }
        }
        return 0;
    }
    int result = 0;
    for (int status; wait(&status) > 0;)
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) result = 1;
    return result;
}
