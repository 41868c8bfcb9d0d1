"use strict";

/* A block from a spreadsheet fills the cells from the one in which it is pasted, down and to the
   right. Empty cells of the block erase nothing. All of it is saved, or none of it. */
const QUOTED = /^"((?:[^"]|"")*)"(?=\t|\n|$)/;
const PLAIN = /^[^\t\n]*/;

/* Rows of cells, by the rules of the clipboard: tabs, line ends, and quotes around either. */
function block(text) {
  const rows = [[]];
  let rest = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  while (rest.length) {
    const quoted = QUOTED.exec(rest);
    const found = quoted ?? PLAIN.exec(rest);
    rows.at(-1).push(quoted ? quoted[1].replaceAll('""', '"') : found[0]);
    rest = rest.slice(found[0].length);
    if (rest.startsWith("\t")) {
      rest = rest.slice(1);
      if (!rest.length || rest.startsWith("\n")) rows.at(-1).push("");
    }
    if (rest.startsWith("\n")) {
      rest = rest.slice(1);
      rows.push([]);
    }
  }
  return rows;
}

function fill(start, rows) {
  const filled = new Set();
  let beyond = 0;
  const down = column(start);
  const first = down.indexOf(start);
  rows.forEach((texts, index) => {
    const line = down[first + index];
    const across = line ? row(line).slice(row(line).indexOf(line)) : [];
    texts.forEach((text, place) => {
      if (!text.trim()) return;
      if (!across[place]) beyond += 1;
      else {
        across[place].value = text.trim();
        filled.add(across[place].dataset.cell);
      }
    });
  });
  return { filled: [...filled], beyond };
}

function paste(event) {
  const text = event.clipboardData.getData("text/plain");
  if (!event.target.dataset.column || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
  event.preventDefault();
  const { filled, beyond } = fill(event.target, block(text));
  if (filled.length) leave(filled);
  say(words.pasted + filled.length + (beyond ? `; ${words.beyond}${beyond}` : ""));
}

grid.addEventListener("paste", paste);
