// Totals while typing, by the server's rules: a line is rounded half up to two decimals; tax is
// worked out per rate from the sum of its lines and rounded once. Whole numbers (BigInt) only.
//   <table data-grid data-percents='{"3":"25.00"}'>   tax rate key → percent
//   in a line: data-quantity, data-price, data-tax, data-side (optional), [data-amount] (output)
//   <table data-totals> with [data-net], [data-gross], <template data-rate-row> ([data-rate], [data-rate-net], [data-rate-tax])
"use strict";

const SCALE = 6n;
const ONE = 10n ** SCALE;

// The separator that groups thousands here; followed by exactly three digits it is never a decimal.
const GROUPING = { en: ",", da: ".", de: "." }[document.documentElement.lang.slice(0, 2)] || "";

// A typed number as millionths; null where it is none.
function parseNumber(text) {
  let plain = String(text).replace(/[\s\u00a0\u202f'’]/g, "");
  if (GROUPING) {
    const groups = new RegExp(`^-?\\d{1,3}(\\${GROUPING}\\d{3})+(?!\\d)`);
    if (groups.test(plain)) { plain = plain.replaceAll(GROUPING, ""); }
  }
  plain = plain.replace(",", ".");
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(plain);
  if (!match || (!match[2] && !match[3])) { return null; }
  const fraction = (match[3] || "").slice(0, Number(SCALE)).padEnd(Number(SCALE), "0");
  const value = BigInt(match[2] || "0") * ONE + BigInt(fraction);
  return match[1] ? -value : value;
}

// Half up, away from zero, as Decimal's ROUND_HALF_UP.
function divide(value, by) {
  const sign = value < 0n ? -1n : 1n;
  return sign * ((value * sign * 2n + by) / (by * 2n));
}

function format(cents) {
  const sign = cents < 0n ? "-" : "";
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
  const whole = new Intl.NumberFormat(document.documentElement.lang || "en").format(BigInt(digits.slice(0, -2)));
  const point = new Intl.NumberFormat(document.documentElement.lang || "en").format(1.5)[1];
  return sign + whole + point + digits.slice(-2);
}

function recount(grid) {
  const percents = JSON.parse(grid.dataset.percents || "{}");
  const nets = new Map();
  let net = 0n;
  for (const row of grid.querySelectorAll("[data-line]:not(.is-removed)")) {
    const quantity = parseNumber(row.querySelector("[data-quantity]")?.value ?? "");
    const price = parseNumber(row.querySelector("[data-price]")?.value ?? "");
    const output = row.querySelector("[data-amount]");
    if (quantity === null || price === null) {
      if (output) { output.textContent = ""; }
      continue;
    }
    let amount = divide(quantity * price * 100n, ONE * ONE);
    if (row.querySelector("[data-side]")?.value === "credit") { amount = -amount; }
    if (output) { output.textContent = format(amount); }
    const rate = row.querySelector("[data-tax]")?.value ?? "";
    nets.set(rate, (nets.get(rate) ?? 0n) + amount);
    net += amount;
  }
  show(document.querySelector("[data-totals]"), nets, net, percents);
}

function show(totals, nets, net, percents) {
  if (!totals) { return; }
  const template = totals.querySelector("template[data-rate-row]");
  for (const old of totals.querySelectorAll("tr[data-rate-line]")) { old.remove(); }
  let gross = net;
  const rates = [...nets].map(([rate, rateNet]) => [percents[rate] ?? "0", rateNet]).sort((a, b) => Number(b[0]) - Number(a[0]));
  for (const [percent, rateNet] of rates) {
    const tax = divide(rateNet * parseNumber(percent), 100n * ONE);
    gross += tax;
    const row = template.content.firstElementChild.cloneNode(true);
    row.querySelector("[data-rate]").textContent = new Intl.NumberFormat(document.documentElement.lang || "en").format(Number(percent));
    row.querySelector("[data-rate-net]").textContent = format(rateNet);
    row.querySelector("[data-rate-tax]").textContent = format(tax);
    template.before(row);
  }
  totals.querySelector("[data-net]").textContent = format(net);
  for (const place of document.querySelectorAll("[data-gross]")) { place.textContent = format(gross); }
}

document.addEventListener("input", (event) => {
  const grid = event.target.closest?.("[data-grid]");
  if (grid?.dataset.percents) { recount(grid); }
});
document.addEventListener("change", (event) => {
  const grid = event.target.closest?.("[data-grid]");
  if (grid?.dataset.percents) { recount(grid); }
});
// When the page is there, and when a part of it came anew.
for (const moment of ["DOMContentLoaded", "htmx:afterSwap"]) {
  document.addEventListener(moment, () => {
    const grid = document.querySelector("[data-grid][data-percents]");
    if (grid) { recount(grid); }
  });
}
