// Shows what a search finds while it is typed. Without script the button does the same.
const WAIT = 150; // milliseconds after the last key
const SHOWN = 4; // rows of each kind under the box

for (const form of document.querySelectorAll("form[role=search][data-live]")) follow(form);

function follow(form) {
  const box = form.querySelector("input[type=search]");
  const onPage = document.getElementById("found"); // on the page of the search itself
  const panel = onPage || form.appendChild(document.createElement("div"));
  if (!onPage) { panel.className = "live"; panel.hidden = true; panel.setAttribute("role", "region"); panel.setAttribute("aria-label", "Found so far"); }
  const news = form.appendChild(document.createElement("p"));
  news.className = "hidden"; news.setAttribute("role", "status");
  let timer, asked;

  async function look() {
    asked?.abort();
    asked = new AbortController();
    const words = box.value.trim();
    if (words.length < 2) { if (!onPage) panel.hidden = true; return; }
    const address = `${form.action}?q=${encodeURIComponent(words)}`;
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("found");
      if (onPage) { panel.replaceChildren(...found.childNodes); history.replaceState(null, "", address); }
      else { panel.replaceChildren(...shorten(found)); panel.hidden = false; }
      news.textContent = `${panel.querySelectorAll("li").length} rows shown`;
    } catch (error) { if (error.name !== "AbortError") throw error; }
  }
  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, WAIT); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !onPage && !panel.hidden) { event.preventDefault(); panel.hidden = true; box.focus(); }
    if (event.key === "ArrowDown" && event.target === box) { const link = panel.querySelector("a"); if (link) { event.preventDefault(); link.focus(); } }
  });
  form.addEventListener("focusout", (event) => { if (!onPage && event.relatedTarget && !form.contains(event.relatedTarget)) panel.hidden = true; });
}

function shorten(found) {
  for (const list of found.querySelectorAll("ol")) [...list.children].slice(SHOWN).forEach((row) => row.remove());
  for (const part of found.querySelectorAll("[id]")) part.removeAttribute("id");
  for (const part of found.querySelectorAll("[aria-labelledby]")) part.removeAttribute("aria-labelledby");
  for (const head of found.querySelectorAll("h2")) { const words = document.createElement("p"); words.className = "kicker"; words.append(...head.childNodes); head.replaceWith(words); }
  return [...found.childNodes];
}
