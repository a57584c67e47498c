// The order type grid: greys what is not in use, moves by column, and asks while typing whether
// ranges overlap. The coupling screen: one location for each type.
"use strict";

const typeForm = document.querySelector("form[data-check]");
const rowsOfTypes = () => [...(typeForm?.querySelectorAll("[data-line]:not(.is-removed)") ?? [])];
const cellOf = (row, column) => row.querySelector(`[data-column="${column}"]`);

function showUse(row) {
  const own = cellOf(row, "own_invoice_series");
  const shared = Boolean(own && !own.checked);
  row.classList.toggle("is-shared", shared);
  for (const name of ["invoice_from", "invoice_to", "invoice_next"]) {
    const cell = cellOf(row, name);
    cell.readOnly = shared;
    cell.tabIndex = shared ? -1 : 0;
  }
  const description = cellOf(row, "description");
  if (description) { row.classList.toggle("is-idle", description.value.trim() === ""); }
  const next = cellOf(row, "order_next");
  if (next) { next.placeholder = cellOf(row, "order_from").value ? typeForm.querySelector("[data-typed]").dataset.typed : ""; }
}

function showErrors(answer) {
  for (const row of rowsOfTypes()) {
    const found = answer.rows[row.dataset.prefix];
    for (const cell of row.querySelectorAll("[data-column]")) {
      const wrong = Boolean(found?.fields.includes(cell.name));
      if (wrong) { cell.setAttribute("aria-invalid", "true"); cell.setAttribute("aria-describedby", `${row.dataset.prefix}-errors`); }
      else { cell.removeAttribute("aria-invalid"); }
    }
    const errors = row.querySelector("[data-row-errors]");
    errors.hidden = !found;
    const list = errors.querySelector("ul");
    list.replaceChildren(...(found?.sentences ?? []).map((sentence) => {
      const item = document.createElement("li");
      item.textContent = sentence;
      return item;
    }));
  }
  const note = typeForm.querySelector("[data-check-note]");
  const count = Object.keys(answer.rows).length;
  note.textContent = answer.message || (count ? note.dataset.bad : note.dataset.good);
  note.classList.toggle("is-bad", count > 0);
}

let timer = 0;
let asked = 0;
async function check() {
  asked += 1;
  const mine = asked;
  try {
    const answer = await fetch(typeForm.dataset.check, { method: "POST", body: new FormData(typeForm) });
    if (answer.ok && mine === asked) { showErrors(await answer.json()); }
  } catch { /* Only a courtesy: saving says the same. */ }
}

if (typeForm) {
  rowsOfTypes().forEach(showUse);
  typeForm.addEventListener("line-added", (event) => showUse(event.target.closest("[data-line]")));
  typeForm.addEventListener("input", (event) => {
    const row = event.target.closest("[data-line]");
    if (row) { showUse(row); }
    window.clearTimeout(timer);
    timer = window.setTimeout(check, 450);
  });
  // Up and down stay in their column, whatever the rows above and below have.
  typeForm.addEventListener("keydown", (event) => {
    const column = event.target.dataset?.column;
    if (!column || event.target.matches("select") || event.altKey || event.ctrlKey || !["ArrowUp", "ArrowDown"].includes(event.key)) { return; }
    const rows = rowsOfTypes();
    const step = event.key === "ArrowDown" ? 1 : -1;
    for (let place = rows.indexOf(event.target.closest("[data-line]")) + step; rows[place]; place += step) {
      const cell = cellOf(rows[place], column);
      if (cell && !cell.readOnly) {
        event.preventDefault();
        cell.focus();
        cell.select?.();
        return;
      }
    }
    event.preventDefault();
  });
}

document.addEventListener("change", (event) => {
  if (!event.target.checked || !event.target.closest("[data-couplings]")) { return; }
  for (const other of document.querySelectorAll(`[data-couplings] [data-type="${event.target.dataset.type}"]`)) {
    if (other !== event.target) { other.checked = false; }
  }
});
