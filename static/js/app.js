// Keyboard, menus, confirmations and care for unsaved entries, on every page.
"use strict";

const isTyping = (element) => element.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");
const mainForm = () => document.querySelector("form[data-main]");
const visible = (element) => element && element.offsetParent !== null;

// ---- shortcuts: data-key="n" on a link, button or field ----
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
    const form = mainForm();
    if (form) {
      event.preventDefault();
      const button = form.querySelector("[data-save]");
      if (button) { button.click(); } else { form.requestSubmit(); }
    }
    return;
  }
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") { searchEverything(event); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) { return; }
  if (document.querySelector("dialog[open]")) { return; }
  const list = event.target.closest("[data-list]");
  if (list && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const rows = [...list.querySelectorAll("tr[data-href]")];
    const next = rows[rows.indexOf(event.target.closest("tr")) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) { event.preventDefault(); rowLink(next)?.focus(); }
    if (!next && event.key === "ArrowUp" && list.closest("[data-search]")) { searchEverything(event); }
    return;
  }
  // From a search down into what it found.
  if (event.key === "ArrowDown" && event.target.type === "search") {
    const first = document.getElementById(event.target.getAttribute("aria-controls"))?.querySelector("tr[data-href]");
    if (first) { event.preventDefault(); rowLink(first)?.focus(); }
    return;
  }
  if (event.key === "Escape") { closeMenus(); closeSuggestions(event); return; }
  // Once for the search of a list, twice for the one over everything.
  if (event.key === "/" && event.target.matches("[data-filters] [type=search]") && !event.target.value) { searchEverything(event); return; }
  if (isTyping(event.target)) { return; }
  const key = `[data-key="${CSS.escape(event.key)}"]`;
  // What the page itself has for a key comes before what the bar has.
  const target = document.querySelector(`main ${key}`) ?? document.querySelector(key);
  if (!visible(target)) { return; }
  event.preventDefault();
  if (isTyping(target)) { target.focus(); target.select?.(); } else { target.click(); }
});

// ---- rows: a click anywhere opens, Enter opens the focused one (its link) ----
const rowLink = (row) => row.querySelector("a[href]");
document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-href]");
  if (!row || event.target.closest("a, button, input, label, summary") || String(window.getSelection())) { return; }
  if (event.ctrlKey || event.metaKey) { window.open(row.dataset.href); } else { window.location.assign(row.dataset.href); }
});

// ---- menus close by a click elsewhere or Escape ----
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== except) {
      if (menu.contains(document.activeElement)) { menu.querySelector("summary").focus(); }
      menu.open = false;
    }
  }
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));

// ---- the search over everything: its suggestions are there while it has the focus ----
function searchEverything(event) {
  const box = document.querySelector("[data-search] input");
  if (box) { event.preventDefault(); box.focus(); box.select(); }
}
function closeSuggestions(event) {
  const box = event.target.closest("[data-search]")?.querySelector("input");
  if (box) { event.preventDefault(); if (box === event.target) { box.blur(); } else { box.focus(); } }
}
// A row is no place for the focus: pressing the mouse on one must not take it from the box.
document.addEventListener("mousedown", (event) => { if (event.target.closest("#suggestions")) { event.preventDefault(); } });

// ---- forms: ask once, send once, and do not lose what was typed ----
let dirty = false;
let leaving = false;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog" || form.method === "get") { return; }
  const button = event.submitter;
  const question = button?.dataset.confirm || form.dataset.confirm;
  if (question && form.dataset.confirmed !== "yes") {
    event.preventDefault();
    ask(question, button?.dataset.confirmYes || form.dataset.confirmYes).then((yes) => {
      if (!yes) { return; }
      form.dataset.confirmed = "yes";
      form.requestSubmit(button);
    });
    return;
  }
  if (form.dataset.sent === "yes") { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  leaving = true;
  // The button itself must still be sent; so it is switched off only afterwards.
  window.setTimeout(() => { for (const one of form.querySelectorAll("button:not([type=button])")) { one.setAttribute("aria-disabled", "true"); } });
});
let answered = null;
async function ask(question, yes) {
  const dialog = document.getElementById("confirm");
  if (!dialog) { return window.confirm(question); }
  // Its close event comes a moment after it has closed: the answer before this one is still due.
  await answered;
  const button = dialog.querySelector("[data-yes]");
  button.dataset.default ??= button.textContent;
  dialog.querySelector("p").textContent = question;
  button.textContent = yes || button.dataset.default;
  dialog.returnValue = "no";
  dialog.showModal();
  answered = new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
  return answered;
}
// ---- a detour: the form is sent to be kept, a setting is mended, and the form is there again ----
document.addEventListener("click", (event) => {
  const form = event.target.closest("[data-detour]")?.form;
  if (!form || form.dataset.sent === "yes") { return; }
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "detour";
  field.value = "1";
  form.append(field);
  leaving = true;
  form.submit();
});
document.addEventListener("input", (event) => { if (event.target.closest("form[data-main]")) { dirty = true; } });
window.addEventListener("beforeunload", (event) => { if (dirty && !leaving) { event.preventDefault(); } });
// Coming back by the browser's own button: the page is as it was left, so the form may be sent again.
window.addEventListener("pageshow", () => {
  leaving = false;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    delete form.dataset.confirmed;
    for (const one of form.querySelectorAll("[aria-disabled=true]")) { one.removeAttribute("aria-disabled"); }
  }
});

// ---- filters show which of them are set ----
document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-filters]");
  if (!form) { return; }
  const fields = [...form.querySelectorAll("select, input:not([type=hidden])")];
  for (const field of fields) { field.classList.toggle("is-set", field.value !== ""); }
  const reset = form.querySelector("[data-reset]");
  if (reset) { reset.hidden = fields.every((field) => field.value === ""); }
});

// Leaving the search field says nothing new: the list would be fetched again under the focused row.
document.addEventListener("change", (event) => {
  if (event.target.type === "search" && event.target.closest("[data-filters]")) { event.stopImmediatePropagation(); }
}, true);

// ---- htmx: a lost login is told, the page stays ----
document.addEventListener("login-ended", () => {
  const list = document.getElementById("messages");
  if (list && !list.querySelector("[data-login]")) {
    const note = document.getElementById("login-ended").content.firstElementChild.cloneNode(true);
    note.dataset.login = "";
    list.append(note);
  }
});

// ---- errors first: where the page says what is wrong, begin there ----
document.addEventListener("DOMContentLoaded", () => {
  const errors = document.getElementById("errors");
  const first = document.querySelector("form[data-main] [aria-invalid=true]");
  if (first && !first.closest("[hidden]")) { first.focus(); } else { errors?.focus(); }
  if (errors) { dirty = true; }
  if (document.querySelector("form[data-main][data-dirty]")) { dirty = true; }
});
