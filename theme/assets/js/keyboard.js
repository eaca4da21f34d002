// Keyboard shortcuts and the dialog that lists them. Readers who use speech input or press keys by
// accident can switch off single keys there.
(() => {
    const click = (selector) => () => document.querySelector(selector)?.click();
    const bindings = {
        "/": click(".search-open"),
        "?": help,
        t: click(".theme-button"),
        "[": click(".pager-previous"),
        "]": click(".pager-next"),
        ArrowLeft: click(".pager-previous"),
        ArrowRight: click(".pager-next"),
    };
    function isOff() {
        try {
            return localStorage.keys === "off";
        } catch {
            return false;
        }
    }

    let dialog;
    function help() {
        if (!dialog) {
            dialog = document.createElement("dialog");
            dialog.className = "help-dialog";
            dialog.setAttribute("aria-labelledby", "help-title");
            dialog.innerHTML = `<h2 id="help-title">Keys</h2><dl>
                <dt><kbd>/</kbd> <kbd>Ctrl</kbd> <kbd>K</kbd></dt><dd>Search</dd>
                <dt><kbd>[</kbd> <kbd>←</kbd></dt><dd>Previous page</dd>
                <dt><kbd>]</kbd> <kbd>→</kbd></dt><dd>Next page</dd>
                <dt><kbd>t</kbd></dt><dd>System, light or dark colours</dd>
                <dt><kbd>?</kbd></dt><dd>This list</dd>
                <dt><kbd>Esc</kbd></dt><dd>Close</dd></dl>
                <label class="help-switch"><input type="checkbox"> Single keys are on</label>
                <form method="dialog"><button class="chip">Close</button></form>`;
            const box = dialog.querySelector("input");
            box.checked = !isOff();
            box.addEventListener("change", () => {
                try {
                    localStorage.keys = box.checked ? "on" : "off";
                } catch {
                    box.checked = true;
                }
            });
            dialog.addEventListener("click", (event) => {
                if (event.target === dialog) dialog.close();
            });
            document.body.append(dialog);
        }
        dialog.showModal();
    }
    const opener = document.querySelector(".help-open");
    if (opener) {
        opener.hidden = false;
        opener.addEventListener("click", help);
    }

    addEventListener("keydown", (event) => {
        if (document.querySelector("dialog[open]")) return;
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
            event.preventDefault();
            bindings["/"]();
            return;
        }
        if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
        if (isOff() || event.target.closest("input, textarea, select, [contenteditable]")) return;
        const isScrolling = event.shiftKey || event.target.closest("pre, .table-scroll");
        if (event.key.startsWith("Arrow") && isScrolling) return;
        const action = bindings[event.key];
        if (!action) return;
        event.preventDefault();
        action();
    });
})();
