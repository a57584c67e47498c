// The one button of a print view.
"use strict";
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
