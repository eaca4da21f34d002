// Tables that sort, and the controls of the matrix of all comparisons.
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

    // Sort by the column whose header is clicked: up, then down.
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

    // Choose subjects, filter and order rows, show only what differs.
    for (const figure of document.querySelectorAll(".comparison[data-matrix]")) {
        const table = figure.querySelector("table");
        const subjects = [...table.tHead.rows[0].cells].slice(1);
        const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
        const body = table.tBodies[0];
        const isGroup = (row) => row.classList.contains("group");

        const chip = (text, isPressed) => {
            const button = element("button", { type: "button", className: "chip" }, text);
            button.ariaPressed = String(isPressed);
            button.addEventListener("click", () => {
                button.ariaPressed = String(button.ariaPressed !== "true");
                apply();
            });
            return button;
        };
        const isOn = (button) => button.ariaPressed === "true";

        const chips = subjects.map((subject) => chip(subject.textContent.trim(), true));
        const differing = chip("Only differences", false);
        const filter = element("input", { type: "search", placeholder: "Filter rows" });
        filter.ariaLabel = "Filter rows";
        const order = element("select", {},
            ...["By group", "By name"].map((text) => element("option", {}, text)));
        order.ariaLabel = "Order of the rows";
        const className = "comparison-controls";
        const choice = element("div", { className, role: "group" }, ...chips);
        choice.ariaLabel = "Subjects";
        const tools = element("div", { className }, filter, order, differing);
        const status = element("p", { className: "visually-hidden", role: "status" });

        function apply() {
            const shown = chips.map(isOn);
            subjects.forEach((subject, i) => { subject.hidden = !shown[i]; });
            const words = filter.value.toLowerCase();
            const byName = order.selectedIndex === 1;
            let group;
            let count = 0;
            for (const row of rows) {
                if (isGroup(row)) {
                    group = row;
                    row.hidden = true;
                    continue;
                }
                const cells = [...row.cells].slice(1);
                cells.forEach((cell, i) => { cell.hidden = !shown[i]; });
                const differs = new Set(cells.filter((_, i) => shown[i]).map(value)).size > 1;
                row.hidden = !row.textContent.toLowerCase().includes(words)
                    || (isOn(differing) && !differs);
                if (!row.hidden) count += 1;
                if (group && !row.hidden && !byName) group.hidden = false;
            }
            const name = (row) => row.cells[0].textContent;
            const sorted = [...rows].sort((a, b) =>
                isGroup(b) - isGroup(a) || collator.compare(name(a), name(b)));
            body.append(...(byName ? sorted : rows));
            status.textContent = `${count} rows shown`;
        }
        filter.addEventListener("input", apply);
        order.addEventListener("change", apply);
        figure.prepend(choice, tools, status);
    }
})();
