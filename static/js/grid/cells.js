"use strict";

/* The grid's cells: what stands in them, what the server knows, and what is said about them.

   A cell is known by its name, `420100-ELD_BEDS`. Its number and its explanation are typed by the
   person; what the page saw of it (shown, told, seen, offered) lies in hidden inputs beside it,
   which every answer of the server replaces. */
const grid = document.getElementById("grid");
const words = JSON.parse(document.getElementById("grid-words").textContent);
const says = document.getElementById("grid-says");

document.documentElement.classList.add("js");

const input = (kind, name) => grid.elements[`${kind}-${name}`];
const held = (kind, name) => input(kind, name)?.value ?? "";
const numberOf = (name) => input("value", name);
const typed = (kind, name) => held(kind, name).trim();

const isChanged = (name) => typed("value", name) !== held("shown", name);
const isTouched = (name) => isChanged(name) || typed("why", name) !== held("told", name);

const cellNames = () => [...grid.querySelectorAll(".grid-input")].map((cell) => cell.dataset.cell);

function show(name, state, word) {
  const place = document.getElementById(`state-${name}`);
  place.dataset.state = state;
  place.textContent = word;
}

/* Aloud once, for those who do not see the cell. */
function say(text) {
  says.textContent = text;
}

/* As the server has it; nothing is to be sent then. */
function restore(name) {
  numberOf(name).value = held("shown", name);
  if (input("why", name)) input("why", name).value = held("told", name);
}
