// Adds a button that copies a block's code as it was written, without prompts and output.
(() => {
    if (!navigator.clipboard) return;

    function text(code) {
        if (!code.querySelector(".gp")) return code.textContent;
        const lines = [...code.querySelectorAll(".line")];
        return lines.filter((line) => line.querySelector(".gp")).map((line) => {
            const copy = line.cloneNode(true);
            for (const prompt of copy.querySelectorAll(".gp")) prompt.remove();
            return copy.textContent.trim();
        }).join("\n");
    }

    for (const figure of document.querySelectorAll(".code")) {
        const code = figure.querySelector("code");
        const button = document.createElement("button");
        const icon = document.createElement("span");
        button.type = "button";
        button.className = "icon-button copy-button";
        icon.ariaHidden = "true";
        button.append(icon);

        const show = (isDone) => {
            button.classList.toggle("is-done", isDone);
            icon.className = `icon icon-${isDone ? "check" : "copy"}`;
            button.setAttribute("aria-label", isDone ? "Copied" : "Copy the code");
        };
        button.addEventListener("click", async () => {
            await navigator.clipboard.writeText(text(code));
            show(true);
            setTimeout(show, 2000, false);
        });
        show(false);
        figure.append(button);
    }
})();
