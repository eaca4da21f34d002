/// The part of the page's script that shows problems in a dialog above the page. The dialog opens by
/// itself only for problems that the last save brought; a badge in the corner counts all, and opens
/// it. It is in a shadow tree, so that the styles of the page and of the overlay don't affect each
/// other.
let overlayScript =
    "const overlayStyle = `\n" + overlayStyle + "`;\n" + #"""
        const makeOverlay = () => {
          const longest = 50;
          let parts = null;
          let listed = "";
          const closedKey = "site-overlay-closed";

          // A list that was closed stays closed on other pages too.
          const closed = {
            get is() {
              try { return sessionStorage.getItem(closedKey) === listed; } catch { return false; }
            },
            remember() {
              try { sessionStorage.setItem(closedKey, listed); } catch {}
            },
            forget() {
              try { sessionStorage.removeItem(closedKey); } catch {}
            },
          };

          const make = (name, attributes = {}, ...children) => {
            const element = document.createElement(name);
            for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
            element.append(...children.filter((child) => child != null));
            return element;
          };

          const build = () => {
            const host = make("site-overlay");
            // The overlay uses the page's colour scheme, or else the system's.
            const scheme = getComputedStyle(document.documentElement).colorScheme;
            host.style.colorScheme = scheme === "normal" ? "light dark" : scheme;
            const root = host.attachShadow({ mode: "open" });
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(overlayStyle);
            root.adoptedStyleSheets = [sheet];

            const title = make("h1", { id: "title", tabindex: "-1", autofocus: "" });
            const close = make("button", { class: "close", "aria-label": "Close" }, "✕");
            const hint = make("p", { class: "hint" },
              "The site could not be renewed: this page is from the last build that succeeded.");
            const list = make("ol");
            const count = make("summary");
            const others = make("ol");
            const before = make("details", {}, count, others);
            const dialog = make("dialog", { "aria-labelledby": "title" },
              make("header", {}, title, close), hint, list, before,
              make("footer", {}, make("kbd", {}, "Esc"), " closes this list"));
            const badge = make("button", { class: "badge", hidden: "" });
            close.onclick = () => dialog.close();
            dialog.onclose = () => {
              badge.hidden = listed === "";
              if (listed) closed.remember();
            };
            badge.onclick = () => {
              before.open ||= list.childElementCount === 0;
              open();
            };
            root.append(dialog, badge);
            document.documentElement.append(host);
            return { host, dialog, title, hint, list, before, count, others, badge };
          };

          const open = () => {
            parts.badge.hidden = true;
            if (!parts.dialog.open) parts.dialog.showModal();
          };

          const place = ({ file, line, column }) => line > 0 ? `${file}:${line}:${column}` : file;

          // Lines with only a margin and carets point to the line above.
          const excerpt = (text, label) => {
            const lines = text.replace(/\n+$/, "").split("\n").map((line) => {
              const isPointer = /^[\s\d|]*[\^~]+\s*$/.test(line);
              return make("span", isPointer ? { class: "pointer" } : {}, line + "\n");
            });
            return make("pre", { tabindex: "0", role: "group", "aria-label": label }, ...lines);
          };

          const item = (problem) => make("li", { class: problem.severity },
            make("p", { class: "place" },
              make("code", {}, place(problem)),
              make("span", { class: "severity" }, problem.severity),
              problem.code ? make("code", { class: "code" }, problem.code) : null),
            make("p", { class: "message" }, problem.message),
            problem.excerpt ? excerpt(problem.excerpt, "Excerpt of " + place(problem)) : null,
            problem.help ? make("p", { class: "help" }, make("b", {}, "help: "), problem.help) : null);

          const summary = (problems) => {
            const errors = problems.filter(({ severity }) => severity === "error").length;
            const count = (number, word) => number ? [`${number} ${word}${number > 1 ? "s" : ""}`] : [];
            return [...count(errors, "error"), ...count(problems.length - errors, "warning")].join(", ");
          };

          const fill = (list, problems) => {
            list.replaceChildren(...problems.slice(0, longest).map(item));
            if (problems.length > longest) {
              list.append(make("li", { class: "more" }, `and ${problems.length - longest} more in the terminal`));
            }
          };

          return {
            show(problems) {
              const next = JSON.stringify(problems);
              if (next === listed) return; // The reader has closed this list, so it stays closed.
              listed = next;
              parts ??= build();
              const { dialog, title, hint, list, before, count, others, badge } = parts;
              const fresh = problems.filter(({ isNew }) => isNew);
              const standing = problems.filter(({ isNew }) => !isNew);
              title.textContent = summary(fresh.length ? fresh : standing);
              badge.textContent = summary(problems);
              hint.hidden = !problems.some(({ keepsOldPages }) => keepsOldPages);
              fill(list, fresh);
              fill(others, standing);
              before.hidden = !standing.length;
              before.open = false;
              count.textContent = `${summary(standing)} from before this save`;
              if (fresh.length && !closed.is) {
                open();
              } else {
                dialog.close();
                badge.hidden = false;
              }
            },
            hide() {
              listed = "";
              closed.forget();
              parts?.dialog.close();
              parts?.host.remove();
              parts = null;
            },
          };
        };

        """#

private let overlayStyle = """
    :host {
      all: initial;
      --back: light-dark(#ffffff, #1d1d22);
      --raised: light-dark(#f4f3f7, #2a2a31);
      --text: light-dark(#1d1b22, #efedf5);
      --quiet: light-dark(#595664, #b8b5c4);
      --line: light-dark(#d8d5e0, #45434f);
      --error: light-dark(#b01e1e, #ff9089);
      --warning: light-dark(#7d4c00, #ffc46b);
      --focus: light-dark(#1a56c4, #9dbdff);
      font: 1rem/1.5 system-ui, sans-serif;
      color: var(--text);
    }
    @media print { :host { display: none !important } }
    * { box-sizing: border-box }
    dialog {
      width: min(56rem, 100vw - 2rem);
      max-width: none;
      max-height: calc(100dvh - 4rem);
      margin: 2rem auto auto;
      padding: 0;
      overflow: auto;
      overscroll-behavior: contain;
      border: 1px solid var(--line);
      border-top: 5px solid var(--error);
      border-radius: 10px;
      background: var(--back);
      color: inherit;
      font: inherit;
      box-shadow: 0 1.5rem 4rem rgb(0 0 0 / 35%);
    }
    dialog::backdrop { background: rgb(20 18 28 / 45%) }
    header {
      position: sticky;
      top: 0;
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 1rem;
      padding: .75rem 1rem .75rem 1.5rem;
      background: var(--back);
      border-bottom: 1px solid var(--line);
    }
    h1 { margin: 0; font-size: 1.25rem; line-height: 1.3; outline: none }
    button { font: inherit; color: inherit; cursor: pointer }
    .close {
      flex: none;
      width: 2.75rem;
      height: 2.75rem;
      border: 0;
      border-radius: 6px;
      background: none;
      color: var(--quiet);
    }
    .close:hover { background: var(--raised); color: var(--text) }
    :is(button, pre):focus-visible { outline: 3px solid var(--focus); outline-offset: 2px }
    p { margin: 0 }
    [hidden] { display: none }
    .hint { padding: 1rem 1.5rem 0; color: var(--quiet) }
    summary {
      padding: .75rem 1.5rem;
      min-height: 2.75rem;
      color: var(--quiet);
      cursor: pointer;
    }
    ol { list-style: none; margin: 0; padding: 0 1.5rem }
    li { padding: 1.25rem 0; border-bottom: 1px solid var(--line) }
    .place { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem .75rem }
    code, pre, kbd { font-family: ui-monospace, "Cascadia Code", Menlo, Consolas, monospace }
    code { font-size: .9em; overflow-wrap: anywhere }
    .place > code:first-child { font-weight: 600; user-select: all }
    .severity { font-weight: 600 }
    .error .severity, .error .pointer { color: var(--error) }
    .warning .severity, .warning .pointer { color: var(--warning) }
    .code { color: var(--quiet) }
    .message { margin-top: .25rem; font-size: 1.125rem; overflow-wrap: anywhere }
    pre {
      margin: .75rem 0 0;
      padding: .75rem 1rem;
      overflow-x: auto;
      border: 1px solid var(--line);
      border-radius: 6px;
      background: var(--raised);
      font-size: .875rem;
      line-height: 1.5;
      tab-size: 4;
    }
    .pointer { font-weight: 700 }
    .help { margin-top: .75rem; color: var(--quiet); overflow-wrap: anywhere }
    .help b { color: var(--text) }
    .more { color: var(--quiet) }
    footer { padding: .75rem 1.5rem; color: var(--quiet); font-size: .875rem }
    kbd {
      padding: .1em .4em;
      border: 1px solid var(--line);
      border-radius: 4px;
      background: var(--raised);
    }
    .badge {
      position: fixed;
      inset: auto 1rem 1rem auto;
      z-index: 2147483647;
      min-height: 2.75rem;
      padding: 0 1rem;
      border: 2px solid var(--error);
      border-radius: 2rem;
      background: var(--back);
      color: var(--error);
      font-weight: 600;
      box-shadow: 0 .25rem 1rem rgb(0 0 0 / 25%);
    }
    @media (max-width: 40rem) {
      dialog { width: calc(100vw - 1rem); max-height: calc(100dvh - 1rem); margin-top: .5rem }
      header { padding-left: 1rem }
      .hint, footer { padding-inline: 1rem }
      ol { padding-inline: 1rem }
    }

    """
