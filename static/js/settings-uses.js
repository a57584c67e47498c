// Where numbers are used: a new series in its row, rows of departments, the next number at once.
"use strict";

const uses = document.querySelector("[data-uses]");
const partOf = (name) => document.querySelector(`template[data-${name}]`).content.querySelector("tr");

function filledIn(row, from, to) {
  const copy = row.cloneNode(true);
  for (const element of [copy, ...copy.querySelectorAll("*")]) {
    for (const attribute of [...element.attributes]) {
      if (attribute.value.includes(from)) { element.setAttribute(attribute.name, attribute.value.replaceAll(from, to)); }
    }
  }
  return copy;
}

// What the page said of the series that is stored, for whoever goes back to it.
const stored = new WeakMap();
const seriesOf = (row) => row.querySelector("select[name$='-series']");
const newRowOf = (row) => {
  const next = row.nextElementSibling;
  return next?.dataset.newOf === row.dataset.row ? next : null;
};

function followSeries(row, { focus = true } = {}) {
  const select = seriesOf(row);
  const fields = newRowOf(row);
  if (select.value === "new" && !fields) {
    row.after(filledIn(partOf("new-series"), "__row__", row.dataset.row));
    const first = row.nextElementSibling.querySelector("input");
    if (focus) { first.focus(); }
  } else if (select.value !== "new") {
    fields?.remove();
  }
  const cell = row.querySelector("[data-next-cell]");
  if (!stored.has(row)) { stored.set(row, [...cell.childNodes]); }
  if (select.selectedOptions[0]?.defaultSelected) { cell.replaceChildren(...stored.get(row)); return; }
  const text = select.selectedOptions[0]?.dataset.next || "";
  const shown = document.createElement("span");
  shown.className = "num";
  shown.textContent = text;
  cell.replaceChildren(shown);
}

uses?.addEventListener("change", (event) => {
  if (event.target.name?.endsWith("-series")) { followSeries(event.target.closest("tr")); }
});

uses?.addEventListener("click", (event) => {
  const button = event.target.closest("button[type=button]");
  const row = button?.closest("tr");
  if (!row) { return; }
  if ("makeSeries" in button.dataset) {
    seriesOf(row).value = "new";
    followSeries(row);
  } else if ("addDepartment" in button.dataset) {
    addDepartment(row);
  } else if ("removeUse" in button.dataset) {
    removeUse(row);
  } else {
    return;
  }
  // A button is no input: say that there is something to lose.
  button.dispatchEvent(new Event("input", { bubbles: true }));
});

function addDepartment(general) {
  const total = uses.querySelector("[data-total]");
  const body = general.closest("tbody");
  const row = filledIn(partOf("new-department"), "__prefix__", total.value);
  total.value = String(Number(total.value) + 1);
  row.querySelector("[name$='-kind_code']").value = body.dataset.use;
  // The kind's own series to choose from, none of them chosen yet.
  const select = seriesOf(row);
  select.replaceChildren(...[...seriesOf(general).options].map((option) => option.cloneNode(true)));
  select.value = "";
  select.setAttribute("aria-label", seriesOf(general).getAttribute("aria-label"));
  body.append(row);
  row.querySelector("select").focus();
}

function removeUse(row) {
  newRowOf(row)?.remove();
  row.querySelector("[name$='-DELETE']").value = "on";
  row.classList.add("is-removed");
  row.closest("tbody").querySelector("select").focus();
}
