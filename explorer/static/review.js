// One key to decide: a accepts, r rejects, s skips, c goes to the speakers. Without script the buttons do the same.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const found = document.querySelector(`#decide [data-key="${CSS.escape(event.key)}"]`);
  if (!found || event.key === "Enter") return;
  event.preventDefault();
  if (found.tagName === "SELECT") found.focus(); else found.click();
});
