// Drawers, the current entry of the contents, and links to headings.
(() => {
    // Without this script the drawers open by :target. A popover is in the top layer, closes by Escape
    // or a tap outside, and returns the focus.
    for (const link of document.querySelectorAll(".menu-button, .contents-button")) {
        const drawer = document.getElementById(link.hash.slice(1));
        if (!drawer || !("popover" in drawer)) continue;
        const button = document.createElement("button");
        button.type = "button";
        button.className = link.className;
        button.setAttribute("aria-label", link.getAttribute("aria-label"));
        button.append(...link.childNodes);
        drawer.popover = "auto";
        button.popoverTargetElement = drawer;
        link.replaceWith(button);

        drawer.addEventListener("click", (event) => {
            const target = event.target.closest("a");
            if (!target) return;
            if (target.matches(".drawer-close")) event.preventDefault();
            if (target.matches(".drawer-close, .contents a")) drawer.hidePopover();
        });
        matchMedia("(min-width: 62rem)").addEventListener("change", () => drawer.hidePopover());
    }

    const sidebar = document.querySelector(".sidebar");
    const current = sidebar?.querySelector("[aria-current='page']");
    if (current && current.offsetTop > sidebar.clientHeight * .8) {
        sidebar.scrollTop = current.offsetTop - sidebar.clientHeight / 2;
    }

    for (const heading of document.querySelectorAll(".prose > :is(h2, h3, h4)[id]")) {
        const anchor = document.createElement("a");
        anchor.className = "heading-anchor";
        anchor.href = `#${heading.id}`;
        anchor.textContent = "#";
        // This link is only for the pointer. Screen readers have the contents, and headings without it.
        anchor.ariaHidden = "true";
        anchor.tabIndex = -1;
        heading.append(anchor);
    }

    const target = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const contents = document.querySelector(".contents");
    const entries = [...(contents?.querySelectorAll("ul a") ?? [])]
        .map((link) => ({ link, heading: target(link) }))
        .filter((entry) => entry.heading);

    function follow() {
        const line = innerHeight * .3;
        const isPast = ({ heading }) => heading.getBoundingClientRect().top <= line;
        const entry = entries.findLast(isPast);
        for (const { link } of entries) {
            if (link === entry?.link) link.setAttribute("aria-current", "true");
            else link.removeAttribute("aria-current");
        }
        if (!entry) return;
        const top = entry.link.offsetTop;
        const isVisible = top > contents.scrollTop + 40
            && top < contents.scrollTop + contents.clientHeight - 60;
        if (!isVisible) contents.scrollTop = top - contents.clientHeight / 2;
    }
    if (entries.length) {
        const observer = new IntersectionObserver(follow, { rootMargin: "0px 0px -70% 0px" });
        for (const { heading } of entries) observer.observe(heading);
    }

    addEventListener("beforeprint", () => {
        for (const details of document.querySelectorAll("main details")) {
            details.open = true;
        }
    });
})();
