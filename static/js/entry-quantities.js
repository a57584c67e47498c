// A column of quantities beside given lines: Enter and the arrows go down and up, Enter on the last
// one goes to the button; Alt+Delete leaves a line out. Lines are neither added nor removed here.
// Loaded before grid.js, which leaves alone what was handled.
"use strict";

document.addEventListener("keydown", (event) => {
  const table = document.querySelector("[data-quantities]");
  if (!table || event.ctrlKey || event.metaKey) { return; }
  const isCell = event.target.matches?.("[data-quantities] input");
  if (event.altKey) {
    if (event.key === "Delete" && isCell) {
      event.preventDefault();
      event.target.value = "0";
      event.target.dispatchEvent(new Event("input", { bubbles: true }));
    }
    return;
  }
  const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!isCell || !step) { return; }
  event.preventDefault();
  const cells = [...table.querySelectorAll("input:not([type=hidden])")];
  const next = cells[cells.indexOf(event.target) + step];
  if (next) { next.focus(); next.select(); } else if (event.key === "Enter" && step === 1) { table.closest("form").querySelector("[data-save]").focus(); }
});
