// Ticking rows of a list: by Space on a row, or all of the page at once; the button says how many.
"use strict";

function showTicked() {
  const bar = document.querySelector("[data-selection]");
  if (!bar) { return; }
  const ticks = [...document.querySelectorAll("[data-tick]")];
  const ticked = ticks.filter((tick) => tick.checked).length;
  const all = document.querySelector("[data-tick-all]");
  bar.querySelector("button").disabled = !ticked;
  bar.querySelector("button").classList.toggle("btn-main", ticked > 0);
  bar.querySelector("[data-ticked]").textContent = ticked ? `(${ticked})` : "";
  all.disabled = !ticks.length;
  all.checked = ticks.length > 0 && ticked === ticks.length;
  all.indeterminate = ticked > 0 && ticked < ticks.length;
  for (const tick of ticks) { tick.closest("tr").classList.toggle("is-ticked", tick.checked); }
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-tick-all]")) {
    for (const tick of document.querySelectorAll("[data-tick]")) { tick.checked = event.target.checked; }
  }
  if (event.target.matches("[data-tick], [data-tick-all]")) { showTicked(); }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== " " || event.target.matches("input, button, select, summary")) { return; }
  const tick = event.target.closest("[data-list] tr")?.querySelector("[data-tick]");
  if (tick) { event.preventDefault(); tick.checked = !tick.checked; showTicked(); }
});

// Coming back by the browser's own button brings the ticks back; other rows have none.
window.addEventListener("pageshow", showTicked);
document.addEventListener("htmx:afterSettle", showTicked);
