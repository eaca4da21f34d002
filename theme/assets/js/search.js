// Full-text search: a dialog on every page, and the search page. The index loads when first needed.
(() => {
    const root = document.documentElement.dataset.root;
    const opener = document.querySelector(".search-open");
    const page = document.querySelector(".search-page");
    if (!opener) return;

    let engine;
    const isServed = location.protocol.startsWith("http");
    const load = () => engine ??= isServed ? open() : Promise.reject();
    const open = () => import(new URL(`${root}pagefind/pagefind.js`, location.href).href)
        .then(async (module) => {
            await module.options({ excerptLength: 22 });
            await module.init();
            await join(module);
            return module;
        });

    // Pages in other languages than this one have indexes of their own.
    const join = async (module) => {
        const folder = new URL(`${root}pagefind/`, location.href).href;
        const entry = await (await fetch(`${folder}pagefind-entry.json`)).json();
        const own = document.documentElement.lang.toLowerCase();
        const names = Object.keys(entry.languages);
        // Which of them is loaded already: the page's own, else that of most pages.
        const loaded = names.find((name) => name === own)
            ?? names.find((name) => name === own.split("-")[0]);
        for (const language of loaded ? names : []) {
            if (language !== loaded) await module.mergeIndex(folder, { language });
        }
    };

    // The index knows addresses from the site's root; ours are relative to the page.
    const address = (result, hash = "") =>
        root + result.raw_url.slice(1).replace(/(^|\/)$/, "$1index.html") + hash;

    function hit(kind, href, title, excerpt) {
        const link = document.createElement("a");
        link.className = kind;
        link.href = href;
        const heading = document.createElement("span");
        heading.className = "hit-title";
        heading.textContent = title;
        const text = document.createElement("span");
        text.className = "hit-excerpt";
        text.innerHTML = excerpt;
        link.append(heading, text);
        return link;
    }

    function entry(result) {
        const item = document.createElement("li");
        item.className = "search-result";
        item.append(hit("hit-page", address(result), result.meta.title, result.excerpt));
        for (const section of result.sub_results.filter((part) => part.anchor).slice(0, 3)) {
            const hash = `#${section.anchor.id}`;
            item.append(hit("hit-section", address(result, hash), section.title, section.excerpt));
        }
        return item;
    }

    function mount(container) {
        container.innerHTML = `<div class="search-field"><span class="icon icon-search"
            aria-hidden="true"></span><input type="search" aria-label="Search the handbook"
            placeholder="Search the handbook" autocomplete="off" spellcheck="false"></div>
            <p class="search-status" role="status"></p><ul class="search-results"></ul>`;
        const input = container.querySelector("input");
        const status = container.querySelector(".search-status");
        const list = container.querySelector(".search-results");

        async function search() {
            const query = input.value.trim();
            if (!query) {
                status.textContent = "";
                list.replaceChildren();
                return;
            }
            let module;
            try {
                module = await load();
            } catch {
                status.textContent = "The search index can't be loaded. It is read through a web "
                    + "server only, and not made by a build without search.";
                return;
            }
            const found = await module.debouncedSearch(query, {}, 120);
            if (!found || input.value.trim() !== query) return;
            const results = await Promise.all(found.results.slice(0, 10).map((one) => one.data()));
            if (input.value.trim() !== query) return;
            list.replaceChildren(...results.map(entry));
            const count = found.results.length;
            status.textContent = count === 0 ? `Nothing found for “${query}”`
                : `${count} ${count === 1 ? "page" : "pages"}`;
        }

        input.addEventListener("input", search);
        input.addEventListener("focus", () => load().catch(() => {}), { once: true });
        container.addEventListener("keydown", (event) => {
            if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
            const stops = [input, ...list.querySelectorAll("a")];
            const step = event.key === "ArrowDown" ? 1 : -1;
            const next = stops[stops.indexOf(document.activeElement) + step];
            if (!next) return;
            event.preventDefault();
            next.focus();
        });
        return { input, search };
    }

    if (page) {
        const { input, search } = mount(page);
        input.value = new URLSearchParams(location.search).get("q") ?? "";
        input.focus();
        search();
    }

    let dialog;
    opener.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        if (page) {
            page.querySelector("input").focus();
            return;
        }
        if (!dialog) {
            dialog = document.createElement("dialog");
            dialog.className = "search-dialog";
            dialog.setAttribute("aria-label", "Search");
            const body = document.createElement("div");
            dialog.append(body);
            mount(body);
            dialog.addEventListener("click", (click) => {
                if (click.target === dialog || click.target.closest("a")) dialog.close();
            });
            // Otherwise the first Escape would only clear the field.
            dialog.addEventListener("keydown", (press) => {
                if (press.key !== "Escape") return;
                press.preventDefault();
                dialog.close();
            });
            document.body.append(dialog);
        }
        dialog.showModal();
        dialog.querySelector("input").select();
    });
})();
