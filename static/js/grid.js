// The grid of lines: a formset with prefix "lines" in a table with data-grid.
//   <table data-grid data-prefix="lines"> <tbody data-lines> <tr data-line> …
//   <template data-line-template> a row with __prefix__ where its index belongs </template>
// Enter goes to the next cell, at the end to a new line; Alt+N adds, Alt+Delete removes.
"use strict";

const gridOf = (element) => element.closest("[data-grid]") || document.querySelector("[data-grid]");
const templateOf = (grid) => grid.querySelector("template[data-line-template]") || document.querySelector("template[data-line-template]");
const linesOf = (grid) => [...grid.querySelectorAll("[data-line]:not(.is-removed)")];
const cellsOf = (scope) =>
  [...scope.querySelectorAll("input:not([type=hidden]), select, textarea")].filter(
    (cell) => !cell.disabled && !cell.readOnly && cell.tabIndex !== -1 && cell.offsetParent !== null,
  );

function addLine(grid, { focus = true } = {}) {
  const prefix = grid.dataset.prefix || "lines";
  const total = document.getElementById(`id_${prefix}-TOTAL_FORMS`);
  const template = templateOf(grid);
  if (!template) { return null; }  // lines that are given: none can be added
  const row = template.content.querySelector("[data-line]").cloneNode(true);
  const index = total.value;
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const attribute of [...element.attributes]) {
      if (attribute.value.includes("__prefix__")) { element.setAttribute(attribute.name, attribute.value.replaceAll("__prefix__", index)); }
    }
  }
  total.value = String(Number(index) + 1);
  grid.querySelector("[data-lines]").append(row);
  row.dispatchEvent(new CustomEvent("line-added", { bubbles: true }));
  if (window.htmx) { window.htmx.process(row); }
  changed(grid);
  if (focus) { cellsOf(row)[0]?.focus(); }
  return row;
}

function removeLine(row) {
  const grid = gridOf(row);
  const lines = linesOf(grid);
  const position = lines.indexOf(row);
  // A removed line stays in the form, ticked for deletion: so the numbering of the others holds.
  const tick = row.querySelector("[name$='-DELETE']");
  if (tick) { if (tick.type === "checkbox") { tick.checked = true; } else { tick.value = "on"; } }
  for (const field of row.querySelectorAll("[required]")) { field.required = false; }
  row.classList.add("is-removed");
  const next = lines[position + 1] || lines[position - 1];
  if (next) { cellsOf(next)[0]?.focus(); } else { addLine(grid); }
  changed(grid);
}

function changed(grid) {
  linesOf(grid).forEach((row, position) => {
    const shown = row.querySelector("[data-position]");
    if (shown) { shown.textContent = String(position + 1); }
  });
  grid.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented) { return; }
  if (event.altKey && !event.ctrlKey && event.key.toLowerCase() === "n") {
    const grid = gridOf(event.target);
    if (grid && templateOf(grid)) { event.preventDefault(); addLine(grid); }
    return;
  }
  const row = event.target.closest?.("[data-grid] [data-line]");
  if (event.altKey && event.key === "Delete" && row && templateOf(gridOf(row))) {
    event.preventDefault();
    removeLine(row);
    return;
  }
  if (!row || event.altKey || event.ctrlKey || event.metaKey || event.target.matches("button, a")) { return; }
  const cells = cellsOf(row);
  const place = cells.indexOf(event.target);
  if (event.key === "Enter" && !event.target.matches("textarea") && place >= 0) {
    event.preventDefault();
    if (event.shiftKey) { cells[place - 1]?.focus(); return; }
    const lines = linesOf(gridOf(row));
    const next = cells[place + 1] || cellsOf(lines[lines.indexOf(row) + 1] || document.createElement("tr"))[0];
    if (next) { next.focus(); next.select?.(); } else { addLine(gridOf(row)); }
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && place >= 0 && !event.target.matches("select, textarea, [aria-expanded=true]")) {
    const lines = linesOf(gridOf(row));
    const other = lines[lines.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
    if (other) { event.preventDefault(); const cell = cellsOf(other)[place]; cell?.focus(); cell?.select?.(); }
  }
});

document.addEventListener("click", (event) => {
  const add = event.target.closest("[data-add-line]");
  if (add) { addLine(gridOf(add)); return; }
  const remove = event.target.closest("[data-remove-line]");
  if (remove) { removeLine(remove.closest("[data-line]")); }
});

// Lines that came back from the server ticked for deletion stay out of sight.
document.addEventListener("DOMContentLoaded", () => {
  for (const tick of document.querySelectorAll("[data-line] [name$='-DELETE']")) {
    if (tick.checked || tick.value === "true") { tick.closest("[data-line]").classList.add("is-removed"); }
  }
});
