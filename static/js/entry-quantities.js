// A column of quantities: Enter and the arrows go down and up; Enter on the last one goes to the button.
"use strict";

document.addEventListener("keydown", (event) => {
  const table = event.target.closest?.("[data-quantities]");
  if (!table || event.altKey || event.ctrlKey || event.metaKey || !event.target.matches("input")) { return; }
  const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) { return; }
  event.preventDefault();
  const cells = [...table.querySelectorAll("input:not([type=hidden])")];
  const next = cells[cells.indexOf(event.target) + step];
  if (next) { next.focus(); next.select(); } else if (event.key === "Enter" && step === 1) { table.closest("form").querySelector("[data-save]").focus(); }
});
