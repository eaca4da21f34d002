// Shows a preview of a link's target beside the link: the first lines of a page, a section, or a
// footnote. It opens on hover and focus, stays while the pointer is on it, and closes by Escape.
(() => {
    if (!matchMedia("(hover: hover)").matches) return;
    const selector = "main a.internal, main .footnote-ref a, main .backlinks a, main a.measured";
    const pages = new Map();
    let preview, timer, shownFor;

    async function load(url) {
        if (url.pathname === location.pathname) return document;
        if (!location.protocol.startsWith("http")) return null;
        if (!pages.has(url.pathname)) {
            pages.set(url.pathname, fetch(url.pathname)
                .then((response) => response.ok ? response.text() : "")
                .then((text) => new DOMParser().parseFromString(text, "text/html"))
                .catch(() => null));
        }
        return pages.get(url.pathname);
    }

    // Returns the first blocks of the target, up to about 400 characters.
    function excerpt(page, url) {
        const id = decodeURIComponent(url.hash.slice(1));
        const target = id ? page.getElementById(id) : null;
        let block = target ?? page.querySelector(".prose > p, .prose > :first-child");
        const blocks = [];
        for (let length = 0; block && length < 400; block = block.nextElementSibling) {
            if (blocks.length && /^H[1-6]$/.test(block.tagName)) break;
            length += block.textContent.length;
            const copy = document.importNode(block, true);
            const extras = copy.querySelectorAll(".heading-anchor, .copy-button, script");
            for (const part of extras) part.remove();
            for (const part of [copy, ...copy.querySelectorAll("[id]")]) part.removeAttribute("id");
            for (const part of copy.querySelectorAll("[href], [src]")) {
                for (const name of ["href", "src"]) {
                    const value = part.getAttribute(name);
                    if (value !== null) part.setAttribute(name, new URL(value, url).href);
                }
            }
            blocks.push(copy);
            if (target && !/^H[1-6]$/.test(target.tagName)) break;
        }
        return blocks;
    }

    function hide() {
        clearTimeout(timer);
        preview?.remove();
        preview = shownFor = undefined;
    }

    async function show(link) {
        const url = new URL(link.href);
        const page = await load(url);
        if (!page || shownFor !== link) return;
        const blocks = excerpt(page, url);
        if (!blocks.length) return;
        preview = document.createElement("aside");
        preview.className = "preview prose";
        preview.setAttribute("aria-label", "Preview");
        if (page !== document) {
            const title = document.createElement("strong");
            title.className = "preview-title";
            title.textContent = page.querySelector("h1")?.textContent ?? "";
            preview.append(title);
        }
        preview.append(...blocks);
        document.body.append(preview);
        const box = link.getBoundingClientRect();
        const height = preview.offsetHeight;
        const isBelow = box.bottom + height + 16 < innerHeight || box.top < innerHeight / 2;
        const top = isBelow ? box.bottom + 6 : box.top - height - 6;
        const room = document.documentElement.clientWidth - preview.offsetWidth - 16;
        const left = Math.min(box.left, room);
        preview.style.top = `${top + scrollY}px`;
        preview.style.left = `${Math.max(8, left) + scrollX}px`;
    }

    function arrive(event) {
        const link = event.target.closest?.(selector);
        if (preview?.contains(event.target)) clearTimeout(timer);
        if (!link || link === shownFor) return;
        hide();
        shownFor = link;
        timer = setTimeout(show, 350, link);
    }
    function leave(event) {
        if (!shownFor || shownFor.contains(event.relatedTarget)) return;
        if (preview?.contains(event.relatedTarget)) return;
        clearTimeout(timer);
        timer = setTimeout(hide, 200);
    }
    document.addEventListener("pointerover", arrive);
    document.addEventListener("pointerout", leave);
    document.addEventListener("focusin", (event) => {
        if (event.target.matches?.(":focus-visible")) arrive(event);
    });
    document.addEventListener("focusout", leave);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
