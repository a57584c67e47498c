// The sides that an order type allows: told by the server when the type changes ("order-sides").
// A type with one side hides the column; its lines take that side, so that the totals agree.
"use strict";

const orderGrid = () => document.querySelector("[data-grid][data-sides]");

function setSides(sides) {
  const grid = orderGrid();
  if (!grid) { return; }
  const before = grid.dataset.sides;
  grid.dataset.sides = sides;
  const templates = [...document.querySelectorAll("template[data-line-template]")].map((one) => one.content);
  for (const scope of [grid, ...templates]) {
    for (const cell of scope.querySelectorAll("[data-side-cell]")) { cell.hidden = sides !== "both"; }
    for (const select of scope.querySelectorAll("select[data-side]")) {
      // What the clerk chose comes back when a type with both sides does.
      if (before === "both") { select.dataset.chosen = select.value; }
      select.value = sides === "both" ? select.dataset.chosen || "debit" : sides;
    }
  }
  grid.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("order-sides", (event) => setSides(event.detail.sides));
document.addEventListener("line-added", (event) => {
  const select = event.target.querySelector("select[data-side]");
  const sides = orderGrid()?.dataset.sides;
  if (select && sides) { select.value = sides === "both" ? "debit" : sides; }
});
document.addEventListener("DOMContentLoaded", () => {
  const grid = orderGrid();
  if (grid && grid.dataset.sides !== "both") { setSides(grid.dataset.sides); }
});

// An item brings text, unit, price and tax along: what is missing is the quantity.
document.addEventListener("picked", (event) => {
  const line = event.target.closest("[data-line]");
  if (line) { window.setTimeout(() => line.querySelector("[data-quantity]").focus(), 0); }
});
