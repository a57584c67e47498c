// A line that is typed as two sample numbers fills its parts; typing a part by hand takes them back.
"use strict";

document.addEventListener("htmx:afterSwap", (event) => {
  const line = event.target.closest?.("[data-line]");
  const preview = event.target.querySelector?.("[data-parts]");
  if (!line || !preview) { return; }
  const parts = JSON.parse(preview.dataset.parts);
  for (const [name, value] of Object.entries(parts)) {
    const field = line.querySelector(`[data-part="${name}"]`);
    if (field) { field.value = value; }
  }
});

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-part]")) { return; }
  const shaping = ["prefix1", "date_part", "prefix2", "digits", "suffix", "first_number", "last_number"];
  if (!shaping.includes(event.target.dataset.part)) { return; }
  for (const sample of event.target.closest("[data-line]").querySelectorAll("[data-sample]")) { sample.value = ""; }
});
