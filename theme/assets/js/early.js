// Runs before the page is shown: the colours that the reader has chosen, so that no others flash up;
// and on a page that has moved, the way to its new place, with the part that was asked for.
try {
    if (localStorage.theme) document.documentElement.dataset.theme = localStorage.theme;
} catch {}
{
    const moved = document.querySelector("a[data-redirect]");
    if (moved) location.replace(moved.href + location.hash);
}
