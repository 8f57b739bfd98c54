// One key to decide: a accepts, r rejects, s skips, u undoes, c goes to the speakers,
// d to who is to act, m to the sum. Without script the buttons do the same.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const found = document.querySelector(`.decide [data-key="${CSS.escape(event.key)}"]`);
  if (!found || event.key === "Enter") return;
  event.preventDefault();
  if (found.matches("select, input")) { found.focus(); found.select?.(); } else found.click();
});
