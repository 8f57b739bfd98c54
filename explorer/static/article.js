// Points out, for the marked words under the pointer, the row they belong to, and the other way round.
"use strict";
const card = document.getElementById("card");
const rows = new Map([...document.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));
const pieces = new Map();
for (const piece of document.querySelectorAll("[data-rows]")) {
  for (const id of piece.dataset.rows.split(" ")) pieces.set(id, [...(pieces.get(id) || []), piece]);
}
let lit = [];

function light(ids) {
  for (const element of lit) element.classList.remove("lit");
  lit = ids.flatMap((id) => [...(pieces.get(id) || []), rows.get(id)]).filter(Boolean);
  for (const element of lit) element.classList.add("lit");
}

function show(ids, beside) {
  light(ids);
  const found = ids.map((id) => rows.get(id)).filter(Boolean);
  const margin = document.querySelector(".margin");
  // the margin scrolls by itself beside the text; the page must stay where it is
  if (beside && found.length) margin.scrollTop += found[0].getBoundingClientRect().top - margin.getBoundingClientRect().top - 60;
  card.hidden = !beside || !found.length;
  if (card.hidden) return;
  card.replaceChildren(...found.map((row) => {
    const copy = document.createElement("div");
    copy.append(...[...row.cloneNode(true).childNodes]);
    for (const link of copy.querySelectorAll("a")) link.tabIndex = -1;
    return copy;
  }));
  const box = beside.getBoundingClientRect();
  const under = box.bottom + card.offsetHeight + 12 < innerHeight;
  card.style.top = `${(under ? box.bottom + 6 : Math.max(6, box.top - card.offsetHeight - 6)) + scrollY}px`;
  card.style.left = `${Math.max(8, Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 8))}px`;
}

const idsOf = (target) => target.closest?.("[data-rows]")?.dataset.rows.split(" ");
for (const kind of ["mouseover", "focusin"]) {
  document.querySelector(".story").addEventListener(kind, (event) => {
    const ids = idsOf(event.target);
    if (ids) show(ids, event.target.closest("[data-rows]")); else show([], null);
  });
}
document.addEventListener("click", (event) => {
  const piece = event.target.closest?.(".story [data-rows]");
  if (piece) show(piece.dataset.rows.split(" "), piece);
  else if (!event.target.closest?.("#card")) show([], null);
});
document.querySelector(".margin").addEventListener("mouseover", (event) => {
  const row = event.target.closest("[data-row]");
  show(row ? [row.dataset.row] : [], null);
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") show([], null); });
const follow = () => { const id = decodeURIComponent(location.hash.slice(1)); if (pieces.has(id)) light([id]); };
addEventListener("hashchange", follow);
follow();
