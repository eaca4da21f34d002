// Filters and sorts the subjects and rows of the matrix of all comparisons.
//
// The form is hidden in the page; without this script the whole table is shown. The choice is kept in
// the address, so that a reader can share it.
(() => {
    const collator = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });
    const words = (cell) => cell.querySelector(".cell-value")?.textContent.trim() ?? "";

    // Measured cells differ if their intervals are more than 3 % apart, as everywhere else. Other cells
    // differ if their texts do.
    function differ(a, b) {
        if (a.dataset.interval && b.dataset.interval) {
            const [p, q] = [a, b].map((cell) => cell.dataset.interval.split(" ").map(Number));
            return p[1] * 1.03 < q[0] || q[1] * 1.03 < p[0];
        }
        return a.className !== b.className || words(a) !== words(b);
    }

    for (const form of document.querySelectorAll(".comparison > .matrix-controls")) {
        const table = form.parentElement.querySelector("table");
        const head = table.tHead.rows[0];
        const bodies = [...table.tBodies];
        const rows = bodies.map((body) => [...body.rows].filter((row) => row.dataset.criterion));
        const subjects = [...head.cells].slice(1).map((cell) => cell.dataset.subject);
        const cell = (row, subject) => [...row.cells].find((each) => each.dataset.subject === subject);

        function orderColumns() {
            const by = form.columns.value;
            const order = [...subjects];
            if (by === "label") {
                order.sort((a, b) =>
                    collator.compare(cell(head, a).textContent, cell(head, b).textContent));
            } else if (by) {
                const row = rows.flat().find((each) => `row:${each.dataset.criterion}` === by);
                const sign = row?.dataset.better === "lower" ? 1 : -1;
                const rank = (subject) => {
                    const value = row && cell(row, subject)?.dataset.value;
                    return value === undefined ? Infinity : sign * Number(value);
                };
                order.sort((a, b) => rank(a) - rank(b) || 0);
            }
            for (const row of [head, ...rows.flat()]) {
                row.append(...order.map((subject) => cell(row, subject)));
            }
        }

        function orderRows() {
            const by = form.rows.value;
            const key = (row) => by === "kind"
                ? row.dataset.kind ?? "" : row.cells[0].querySelector(".row-label").textContent;
            bodies.forEach((body, i) => body.append(...(by
                ? [...rows[i]].sort((a, b) => collator.compare(key(a), key(b))) : rows[i])));
        }

        function chooseRows(shown) {
            const wanted = form.filter.value.trim().toLowerCase();
            const group = form.group?.value ?? "";
            let count = 0;
            bodies.forEach((body, i) => {
                let any = false;
                for (const row of rows[i]) {
                    const cells = shown.map((subject) => cell(row, subject));
                    row.hidden = !row.textContent.toLowerCase().includes(wanted)
                        || (form.differing.checked && !cells.some((each) => differ(cells[0], each)));
                    if (!row.hidden) any = true;
                }
                body.hidden = !any || (group !== "" && body.dataset.group !== group);
                if (!body.hidden) count += rows[i].filter((row) => !row.hidden).length;
            });
            return count;
        }

        function apply() {
            const shown = subjects.filter((subject) =>
                form.querySelector(`input[name="subject"][value="${CSS.escape(subject)}"]`)?.checked);
            for (const row of [head, ...rows.flat()]) {
                for (const each of row.cells) {
                    if (each.dataset.subject) each.hidden = !shown.includes(each.dataset.subject);
                }
            }
            for (const body of bodies) {
                const heading = body.querySelector("[colspan]");
                if (heading) heading.colSpan = shown.length + 1;
            }
            orderColumns();
            orderRows();
            const count = chooseRows(shown);
            form.count.value = `${count} ${count === 1 ? "row" : "rows"}`;
            remember(shown);
        }

        function remember(shown) {
            const query = new URLSearchParams();
            if (shown.length < subjects.length) query.set("subjects", shown.join(","));
            for (const name of ["filter", "group", "rows", "columns"]) {
                if (form[name]?.value) query.set(name, form[name].value);
            }
            if (form.differing.checked) query.set("differing", "yes");
            const text = query.toString();
            try {
                history.replaceState(history.state, "", `${text ? `?${text}` : location.pathname}${location.hash}`);
            } catch {
                // Pages read from the file system may not change their address.
            }
        }

        function recall() {
            const query = new URLSearchParams(location.search);
            const chosen = query.get("subjects")?.split(",");
            if (chosen) {
                for (const box of form.querySelectorAll('input[name="subject"]')) {
                    box.checked = chosen.includes(box.value);
                }
            }
            for (const name of ["filter", "group", "rows", "columns"]) {
                if (form[name] && query.has(name)) form[name].value = query.get(name);
            }
            form.differing.checked = query.get("differing") === "yes";
        }

        form.addEventListener("input", apply);
        form.addEventListener("submit", (event) => event.preventDefault());
        // The form is reset only after this event.
        form.addEventListener("reset", () => setTimeout(apply));
        recall();
        form.hidden = false;
        apply();
    }
})();
