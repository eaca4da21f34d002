"use strict";

// The colour theme: that of the system, light, or dark. early.js has already applied an earlier
// choice, so that nothing flashes.
(() => {
    const states = ["system", "light", "dark"];
    const page = document.documentElement;
    const button = document.querySelector(".theme-button");
    if (!button) return;

    const following = () => states[(states.indexOf(page.dataset.theme ?? "system") + 1) % 3];

    function describe() {
        const text = `Colours: ${page.dataset.theme ?? "system"}. Change to ${following()}`;
        button.setAttribute("aria-label", text);
        button.title = text;
    }

    button.addEventListener("click", () => {
        const theme = following();
        if (theme === "system") delete page.dataset.theme;
        else page.dataset.theme = theme;
        try {
            if (theme === "system") localStorage.removeItem("theme");
            else localStorage.theme = theme;
        } catch {
            // Storage may be forbidden; the choice then lasts for this page.
        }
        describe();
    });
    describe();
    button.hidden = false;
})();
