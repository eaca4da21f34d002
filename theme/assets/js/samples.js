// The host of a sample is shown while the pointer or the focus is on it. Escape hides it until both
// have left.
document.addEventListener("keydown", (press) => {
    if (press.key !== "Escape") return;
    const shown = ".provenance:is([open], :hover, :focus-within)";
    for (const details of document.querySelectorAll(shown)) {
        details.open = false;
        details.classList.add("is-dismissed");
        const forget = () => details.classList.remove("is-dismissed");
        details.addEventListener("pointerleave", forget, { once: true });
        details.addEventListener("focusout", forget, { once: true });
    }
});
