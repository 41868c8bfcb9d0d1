"use strict";

/* By keyboard as in a spreadsheet: Enter and the arrows move, Escape takes back what was typed,
   Ctrl+Z the last change that was saved. And a measure is found as one types its name. */
const finder = document.getElementById("grid-find");

const isSeen = (cell) => cell.offsetParent !== null;
const column = (cell) => [...grid.querySelectorAll(`[data-column="${CSS.escape(cell.dataset.column)}"]`)].filter(isSeen);
const row = (cell) => [...cell.closest("tr").querySelectorAll("[data-column]")].filter(isSeen);

/* The cell is left first even where there is none to go to: what was typed is saved. */
function go(cell) {
  if (!cell) return;
  document.activeElement.blur();
  cell.focus();
  cell.select();
}

const step = (line, cell, by) => line[line.indexOf(cell) + by];

const atStart = (cell) => cell.selectionStart === 0 && (cell.selectionEnd === 0 || cell.selectionEnd === cell.value.length);
const atEnd = (cell) => cell.selectionEnd === cell.value.length && (cell.selectionStart === cell.value.length || cell.selectionStart === 0);

function takeBack(cell) {
  const name = cell.dataset.cell;
  restore(name);
  cell.removeAttribute("aria-invalid");
  leave([name]);
  cell.select();
}

const KEYS = {
  Enter: (cell, event) => go(step(column(cell), cell, event.shiftKey ? -1 : 1) ?? cell),
  ArrowDown: (cell) => go(step(column(cell), cell, 1)),
  ArrowUp: (cell) => go(step(column(cell), cell, -1)),
  ArrowLeft: (cell) => atStart(cell) && go(step(row(cell), cell, -1)),
  ArrowRight: (cell) => atEnd(cell) && go(step(row(cell), cell, 1)),
  Escape: takeBack,
};

function press(event) {
  const cell = event.target;
  if (!cell.dataset.column || event.isComposing || event.altKey) return;
  if (event.key === "z" && (event.ctrlKey || event.metaKey) && !isTouched(cell.dataset.cell)) {
    event.preventDefault();
    undo();
  }
  if (event.ctrlKey || event.metaKey || !(event.key in KEYS)) return;
  if (event.key === "ArrowLeft" && !atStart(cell)) return;
  if (event.key === "ArrowRight" && !atEnd(cell)) return;
  event.preventDefault();
  KEYS[event.key](cell, event);
}

/* Rows that do not fit are hidden, and a heading with all of its rows. */
function find() {
  const wanted = finder.value.trim().toLowerCase();
  let heading = null;
  let fitting = 0;
  for (const line of grid.querySelectorAll("tbody tr")) {
    if (line.classList.contains("group")) {
      heading = line;
      heading.hidden = Boolean(wanted);
      continue;
    }
    line.hidden = !(line.dataset.find ?? line.textContent).toLowerCase().includes(wanted);
    if (line.hidden) continue;
    fitting += 1;
    if (heading) heading.hidden = false;
  }
  say(wanted ? words.found + fitting : "");
}

function leaveFinder(event) {
  if (event.key === "Escape") finder.value = "";
  if (event.key === "Escape") find();
  if (event.key !== "Enter" && event.key !== "ArrowDown") return;
  event.preventDefault();
  go([...grid.querySelectorAll(".grid-input")].find(isSeen));
}

grid.addEventListener("keydown", press);
finder.addEventListener("input", find);
finder.addEventListener("keydown", leaveFinder);
