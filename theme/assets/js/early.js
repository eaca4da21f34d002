// Runs before the page is shown. It applies the colour theme that the reader has chosen, so that no
// other colours flash, and it forwards from the old address of a page to the new one with its fragment.
try {
    if (localStorage.theme) document.documentElement.dataset.theme = localStorage.theme;
} catch {}
{
    const moved = document.querySelector("a[data-redirect]");
    if (moved) location.replace(moved.href + location.hash);
}
