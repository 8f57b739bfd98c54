// The search of a report: over rows that lie beside it in found.js, since a file may not ask for another.
"use strict";
const SHOWN = 25; // rows of each kind at first
const box = document.getElementById("find-q");
const place = document.getElementById("found");
const news = document.getElementById("find-news");
const plain = (words) => words.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const kinds = window.onrecordRows.map(([name, rows]) => [name, rows.map((row) => [plain(`${row[0]} ${row[1]} ${row[3] || ""}`), row])]);

function wordsOf(asked) {
  return [...asked.matchAll(/"([^"]+)"|(\S+)/g)].map((found) => plain(found[1] || found[2])).slice(0, 8);
}

function marked(text, words) {
  const element = document.createElement("span");
  // marks only where folding kept the length, so that places in both are the same
  const folded = plain(text);
  if (folded.length !== text.length) { element.textContent = text; return element; }
  let at = 0;
  while (at < text.length) {
    const next = words.map((word) => [folded.indexOf(word, at), word.length]).filter(([start]) => start >= 0).sort((a, b) => a[0] - b[0])[0];
    if (!next) break;
    element.append(text.slice(at, next[0]));
    const mark = document.createElement("mark");
    mark.textContent = text.slice(next[0], next[0] + next[1]);
    element.append(mark);
    at = next[0] + next[1];
  }
  element.append(text.slice(at));
  return element;
}

function entry([title, from, address], words) {
  const item = document.createElement("li");
  const head = item.appendChild(document.createElement("p"));
  head.className = "head";
  const link = head.appendChild(document.createElement(address ? "a" : "span"));
  if (address) link.href = address;
  link.append(marked(title, words));
  const where = item.appendChild(document.createElement("p"));
  where.className = "from";
  where.append(marked(from, words));
  return item;
}

function section(name, rows, words, shown) {
  const part = document.createElement("section");
  const head = part.appendChild(document.createElement("h2"));
  head.textContent = `${name} `;
  const count = head.appendChild(document.createElement("span"));
  count.className = "n";
  count.textContent = rows.length.toLocaleString("en");
  const list = part.appendChild(document.createElement("ol"));
  list.className = "rows found";
  list.append(...rows.slice(0, shown).map((row) => entry(row, words)));
  if (rows.length > shown) {
    const more = part.appendChild(document.createElement("button"));
    more.type = "button"; more.className = "small"; more.textContent = `Show all ${rows.length.toLocaleString("en")}`;
    more.addEventListener("click", () => part.replaceWith(section(name, rows, words, rows.length)));
  }
  return part;
}

function look() {
  const words = wordsOf(box.value);
  const found = words.length && box.value.trim().length > 1
    ? kinds.map(([name, rows]) => [name, rows.filter(([text]) => words.every((word) => text.includes(word))).map(([, row]) => row)]).filter(([, rows]) => rows.length)
    : [];
  place.replaceChildren(...found.map(([name, rows]) => section(name, rows, words, SHOWN)));
  news.textContent = !words.length ? "" : found.length ? `${found.reduce((sum, [, rows]) => sum + rows.length, 0).toLocaleString("en")} rows` : "Nothing here holds all of these words.";
  history.replaceState(null, "", words.length ? `#${encodeURIComponent(box.value)}` : location.pathname);
}

let timer;
box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, 120); });
document.getElementById("find-box").hidden = false;
box.value = decodeURIComponent(location.hash.slice(1));
look();
box.focus();
