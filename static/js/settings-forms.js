// The designer of print forms: columns change places, texts have a tab for each language.
"use strict";

const designer = document.querySelector(".designer");
const tell = () => {
  designer.dispatchEvent(new Event("input", { bubbles: true }));
  designer.dispatchEvent(new Event("moved", { bubbles: true }));
};

// ---- columns ----
function move(row, step) {
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) { return; }
  const held = document.activeElement;
  if (step < 0) { other.before(row); } else { other.after(row); }
  held?.focus();
  tell();
}
designer.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  if (button) { move(button.closest("[data-column]"), Number(button.dataset.move)); }
});
designer.addEventListener("keydown", (event) => {
  const row = event.target.closest("[data-column]");
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (row && step && event.altKey) { event.preventDefault(); move(row, step); }
});

// ---- texts ----
const tabs = [...designer.querySelectorAll("[role=tab]")];
const panel = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
function open(tab) {
  for (const one of tabs) {
    one.setAttribute("aria-selected", String(one === tab));
    one.tabIndex = one === tab ? 0 : -1;
    panel(one).hidden = one !== tab;
  }
  const shown = designer.querySelector("[name=preview_language]");
  if (shown && tab.dataset.language !== "all" && shown.value !== tab.dataset.language) {
    shown.value = tab.dataset.language;
    shown.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
for (const tab of tabs) {
  const fields = [...panel(tab).querySelectorAll("textarea")];
  tab.classList.toggle("has-error", fields.some((field) => field.matches("[aria-invalid=true]")));
  tab.addEventListener("click", () => open(tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) { return; }
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    event.preventDefault();
    open(next);
    next.focus();
  });
  panel(tab).addEventListener("input", () => tab.classList.toggle("is-written", fields.some((field) => field.value.trim() !== "")));
}
const first = tabs.find((tab) => tab.classList.contains("has-error")) ?? tabs[0];
for (const one of tabs) { panel(one).hidden = one !== first; }
open(first);
// A mistake in a text that is not shown: the link to it opens its language.
document.getElementById("errors")?.addEventListener("click", (event) => {
  const place = event.target.closest("a[href^='#']");
  const field = place && document.getElementById(place.hash.slice(1));
  const tab = field && tabs.find((one) => panel(one).contains(field));
  if (tab) { open(tab); field.focus(); }
});

// ---- colour: the field is what counts, the swatch helps to find it ----
const swatch = designer.querySelector("[data-colour-of]");
const colour = document.getElementById(swatch.dataset.colourOf);
swatch.addEventListener("input", () => { colour.value = swatch.value; });
colour.addEventListener("input", () => { if (/^#[0-9a-f]{6}$/i.test(colour.value)) { swatch.value = colour.value.toLowerCase(); } });
