// Search as you type: number, name, town. The field keeps the chosen row's key in a hidden input.
//   <span class="picker" data-picker="/customers/search/">
//     <input type="hidden" name="party" value="7"> <input type="text" data-picker-text role="combobox" value="1007 Acme">
//   </span>
// The address answers JSON: [{"id": 7, "number": "1007", "name": "Acme", "note": "Lund", "fill": {"text": "…", "price": "12.50"}}].
// "fill" goes into the fields of the same line whose names end so, or into those of the same form with
// data-fill; "picked" is fired on the span.
"use strict";

const pickers = new WeakMap();

function pickerState(box) {
  if (!pickers.has(box)) {
    const list = document.createElement("ul");
    list.className = "picker-list";
    list.setAttribute("role", "listbox");
    list.id = `picker-${Math.random().toString(36).slice(2)}`;
    list.hidden = true;
    box.append(list);
    const text = box.querySelector("[data-picker-text]");
    text.setAttribute("aria-controls", list.id);
    text.setAttribute("aria-autocomplete", "list");
    text.setAttribute("aria-expanded", "false");
    text.autocomplete = "off";
    pickers.set(box, { list, text, key: box.querySelector("input[type=hidden]"), rows: [], active: -1, asked: 0, timer: 0, chosen: text.value });
  }
  return pickers.get(box);
}

async function lookUp(box, words) {
  const state = pickerState(box);
  const asked = ++state.asked;
  const url = new URL(box.dataset.picker, window.location.href);
  url.searchParams.set("q", words);
  try {
    const response = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (asked !== state.asked || !response.ok || response.redirected) { return; }
    state.rows = await response.json();
  } catch { return; }
  if (asked !== state.asked || document.activeElement !== state.text) { return; }
  state.list.replaceChildren(...state.rows.map((row, position) => option(state, row, position)));
  if (!state.rows.length) {
    const none = document.createElement("li");
    none.className = "picker-none";
    none.textContent = box.dataset.none || "–";
    state.list.append(none);
  }
  open(state, true);
  mark(state, words.trim() && state.rows.length ? 0 : -1);
}

function option(state, row, position) {
  const item = document.createElement("li");
  item.id = `${state.list.id}-${position}`;
  item.setAttribute("role", "option");
  for (const [css, text] of [["num", row.number], ["", row.name], ["note", row.note]]) {
    if (!text) { continue; }
    const part = document.createElement("span");
    part.className = css;
    part.textContent = text;
    item.append(part);
  }
  return item;
}

function open(state, yes) {
  state.list.hidden = !yes;
  state.text.setAttribute("aria-expanded", String(yes));
  if (!yes) { state.text.removeAttribute("aria-activedescendant"); }
}

function mark(state, position) {
  state.active = position;
  [...state.list.children].forEach((item, index) => {
    item.setAttribute("aria-selected", String(index === position));
    if (index === position) { item.scrollIntoView({ block: "nearest" }); state.text.setAttribute("aria-activedescendant", item.id); }
  });
}

function pick(box, row) {
  const state = pickerState(box);
  // What is still being looked up would open the list again over the choice.
  window.clearTimeout(state.timer);
  state.asked += 1;
  state.key.value = row.id ?? "";
  state.text.value = row.label ?? (box.hasAttribute("data-picker-number") ? row.number : [row.number, row.name].filter(Boolean).join(" "));
  state.chosen = state.text.value;
  open(state, false);
  const scope = box.closest("[data-line]") || box.closest("form");
  for (const [name, value] of Object.entries(row.fill || {})) {
    const field = scope.querySelector(`[name$="-${name}"], [data-fill="${name}"]`);
    if (field) { field.value = value; field.dispatchEvent(new Event("input", { bubbles: true })); }
  }
  box.dispatchEvent(new CustomEvent("picked", { bubbles: true, detail: row }));
  state.key.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("input", (event) => {
  const box = event.target.matches?.("[data-picker-text]") && event.target.closest("[data-picker]");
  if (!box) { return; }
  const state = pickerState(box);
  if (!state.text.value.trim()) { state.key.value = ""; state.chosen = ""; }
  window.clearTimeout(state.timer);
  state.timer = window.setTimeout(() => lookUp(box, state.text.value), 150);
});
document.addEventListener("keydown", (event) => {
  const box = event.target.matches?.("[data-picker-text]") && event.target.closest("[data-picker]");
  if (!box) { return; }
  const state = pickerState(box);
  const isOpen = !state.list.hidden;
  if (event.key === "ArrowDown" && (isOpen || !event.target.closest("[data-grid]"))) {
    event.preventDefault();
    if (isOpen) { mark(state, Math.min(state.active + 1, state.rows.length - 1)); } else { lookUp(box, ""); }
  } else if (event.key === "ArrowUp" && isOpen) {
    event.preventDefault();
    mark(state, Math.max(state.active - 1, 0));
  } else if ((event.key === "Enter" || event.key === "Tab") && isOpen && state.rows[state.active]) {
    if (event.key === "Enter" && !event.target.closest("[data-grid]")) { event.preventDefault(); }
    pick(box, state.rows[state.active]);
  } else if (event.key === "Escape" && isOpen) {
    event.preventDefault();
    open(state, false);
    state.text.value = state.chosen;
  }
}, true);
document.addEventListener("mousedown", (event) => {
  const item = event.target.closest(".picker-list li[role=option]");
  if (!item) { return; }
  event.preventDefault();
  const box = item.closest("[data-picker]");
  pick(box, pickerState(box).rows[[...item.parentElement.children].indexOf(item)]);
});
document.addEventListener("focusout", (event) => {
  const box = event.target.matches?.("[data-picker-text]") && event.target.closest("[data-picker]");
  if (box) { const state = pickerState(box); open(state, false); state.asked += 1; }
});
