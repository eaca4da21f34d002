// Sortable tables.
(() => {
    function element(name, properties = {}, ...children) {
        const result = Object.assign(document.createElement(name), properties);
        result.append(...children);
        return result;
    }

    const language = document.documentElement.lang || undefined;
    const collator = new Intl.Collator(language, { numeric: true });

    function value(cell) {
        if (!cell) return "";
        return cell.dataset.value ?? (cell.querySelector(".cell-value") ?? cell).textContent.trim();
    }

    // A click on a header sorts by its column, first ascending, then descending.
    for (const table of document.querySelectorAll("table.sortable")) {
        const headers = [...table.tHead.rows[0].cells];
        headers.forEach((header, column) => {
            const button = element("button", { type: "button" }, ...header.childNodes);
            header.append(button);
            button.addEventListener("click", () => {
                const isUp = header.ariaSort !== "ascending";
                for (const other of headers) other.ariaSort = null;
                header.ariaSort = isUp ? "ascending" : "descending";
                for (const body of table.tBodies) {
                    const rows = [...body.rows].sort((a, b) =>
                        collator.compare(value(a.cells[column]), value(b.cells[column])));
                    body.append(...(isUp ? rows : rows.reverse()));
                }
            });
        });
    }
})();
