// The action of an item journal says what its fields are called and whether there is a second
// location; what was picked there stays, hidden, until a transfer comes back.
"use strict";

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-action]")) { return; }
  const form = event.target.form;
  const words = JSON.parse(form.dataset.words)[event.target.value];
  form.querySelector("label[for=id_location]").textContent = words.location;
  form.querySelector("[data-word=quantity]").textContent = words.quantity;
  form.querySelector("[data-transfer]").hidden = event.target.value !== "transfer";
});

// An item brings its text and unit along: what is missing is the quantity.
document.addEventListener("picked", (event) => {
  const line = event.target.closest("[data-line]");
  if (line) { window.setTimeout(() => line.querySelector("[data-quantity]").focus(), 0); }
});
