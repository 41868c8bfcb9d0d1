"use strict";

/* Each cell is sent as it is left, a pasted block as a whole; one request at a time. What could not
   be sent stays in this browser and is sent when the network or the session is back. */
const RETRY = 5000;
const PATIENCE = 20000;
const KEEP = "minzheng " + grid.dataset.kept;
const waiting = [];
const blocks = new Map(); // of cells whose block the server did not take: the whole block's names
const done = []; // what stood in the cells before each change, for undoing
let sending = null;
let trouble = "";

/* Read anew each time: logging in again, in another tab, changes it. */
const csrfToken = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? grid.elements.csrfmiddlewaretoken.value;

/* Send these cells; a cell of a block that waits for correction takes its block along. */
function leave(names, { carried = false, undoing = false } = {}) {
  const all = new Set(names);
  for (const name of names) for (const other of blocks.get(name) ?? []) all.add(other);
  for (const name of all) blocks.delete(name);
  waiting.push({ names: [...all], carried, undoing });
  remember();
  send();
}

async function send() {
  if (sending || !waiting.length) return;
  sending = waiting.shift();
  const names = sending.names.filter(isTouched);
  for (const name of sending.names) if (!isTouched(name)) show(name, "", "");
  if (names.length) await post(names);
  else report("");
  remember();
  sending = null;
  if (!trouble) send();
}

async function post(names) {
  const sent = names.map((name) => [name, { number: numberOf(name).value, why: held("why", name) }]);
  const before = names.map((name) => [name, { number: held("shown", name), why: held("told", name) }]);
  for (const name of names) show(name, "saving", words.saving);
  let answer;
  try {
    answer = await fetch(grid.dataset.cells, request(names));
  } catch {
    return fail(names, "offline");
  }
  const isSentAway = answer.type === "opaqueredirect" || answer.headers.has("HX-Redirect");
  if (isSentAway || answer.status === 403) return fail(names, "session");
  if (![200, 409, 422].includes(answer.status)) return fail(names, "server");
  htmx.swap(document.body, await answer.text(), { swapStyle: "none" });
  settle(answer.status === 200, new Map(sent), before);
}

function request(names) {
  const body = new URLSearchParams({ who: grid.elements.who.value });
  for (const name of names) {
    for (const kind of ["value", "shown", "seen", "why", "told"]) body.set(`${kind}-${name}`, held(kind, name));
    if (sending.carried) body.set(`carried-${name}`, held("offered", name));
  }
  const headers = { "X-CSRFToken": csrfToken(), "HX-Request": "true" };
  return { method: "POST", body, headers, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) };
}

/* The answer has taken its places; what was typed on meanwhile is kept and sent in its turn. */
function settle(isSaved, sent, before) {
  report("");
  for (const [name, { number, why }] of sent) {
    numberOf(name).ariaInvalid = String(stateOf(name) === "invalid");
    if (isSaved && numberOf(name).value === number) numberOf(name).value = held("shown", name);
    if (isSaved && held("why", name) === why && input("why", name)) input("why", name).value = held("told", name);
    if (!isSaved && sent.size > 1) blocks.set(name, [...sent.keys()]);
  }
  if (isSaved && !sending.undoing) done.push(before);
  if (isSaved) say("");
  else say(document.getElementById(`finding-${[...sent.keys()].find(isFaulty)}`)?.innerText ?? "");
  undoButton.disabled = !done.length;
  countOffers();
}

const stateOf = (name) => document.getElementById(`state-${name}`).dataset.state;
const isFaulty = (name) => ["invalid", "conflict"].includes(stateOf(name));

function fail(names, what) {
  waiting.unshift(sending);
  for (const name of names) show(name, "unsaved", words.unsaved);
  report(what);
  setTimeout(again, RETRY);
}

function again() {
  if (!trouble || sending) return;
  trouble = "";
  send();
}

/* What is the matter, and the way out; it stays until an answer has come. */
function report(what) {
  const place = document.getElementById("grid-trouble");
  trouble = what;
  if (place.dataset.what === what) return;
  place.dataset.what = what;
  place.replaceChildren();
  if (!what) return;
  const note = document.createElement("p");
  note.className = "notice notice-warning";
  note.role = "alert";
  note.append(words[what], " ", what === "session" ? loginLink() : retryButton());
  place.append(note);
}

function loginLink() {
  const link = document.createElement("a");
  link.href = grid.dataset.login;
  link.target = "_blank";
  link.textContent = words.login;
  return link;
}

function retryButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small";
  button.textContent = words.retry;
  button.addEventListener("click", again);
  return button;
}

/* Half-typed figures survive a reload, a crash and a lost session, in this browser alone. */
function remember() {
  const kept = {};
  for (const name of cellNames().filter(isTouched)) {
    kept[name] = Object.fromEntries(["value", "why", "seen"].map((kind) => [kind, held(kind, name)]));
  }
  if (Object.keys(kept).length) localStorage.setItem(KEEP, JSON.stringify(kept));
  else localStorage.removeItem(KEEP);
}

function recall() {
  const kept = Object.entries(JSON.parse(localStorage.getItem(KEEP) ?? "{}")).filter(([name]) => numberOf(name));
  for (const [name, { value, why, seen }] of kept) {
    numberOf(name).value = value;
    if (input("why", name)) input("why", name).value = why;
    if (isTouched(name)) input("seen", name).value = seen;
  }
  const touched = kept.map(([name]) => name).filter(isTouched);
  if (touched.length) say(words.restored);
  for (const name of touched) leave([name]);
  remember();
}

function undo() {
  const before = done.pop();
  undoButton.disabled = !done.length;
  if (!before) return;
  for (const [name, { number, why }] of before) {
    numberOf(name).value = number;
    if (input("why", name)) input("why", name).value = why;
  }
  numberOf(before[0][0]).focus();
  leave(before.map(([name]) => name), { undoing: true });
}

function fillIn(name, text) {
  numberOf(name).value = text;
  numberOf(name).focus();
  leave([name]);
}

function choose(event) {
  const { mine, theirs, na } = event.target.dataset;
  if (na) fillIn(na, words.na);
  if (theirs) restore(theirs);
  if (mine || theirs) leave([mine ?? theirs]);
}

const offered = (which) => cellNames().filter((name) => !typed("value", name) && held("offered", name) && ["all", name].includes(which));

function carry(event) {
  if (event.target.name !== "carry") return;
  event.preventDefault();
  const which = event.target.value;
  const names = offered(which);
  for (const name of names) numberOf(name).value = held("offered", name);
  if (names.length) leave(names, { carried: true });
  const next = cellNames().find((name) => !typed("value", name)) ?? cellNames()[0];
  numberOf(which === "all" ? next : which).focus();
}

/* How many offers the button still stands for; none, and it is gone. */
function countOffers() {
  const button = grid.querySelector("button[name=carry][value=all]");
  if (!button) return;
  const left = offered("all").length;
  button.textContent = button.textContent.replace(/\d+/, left);
  button.hidden = !left;
}

const undoButton = document.getElementById("grid-undo");

undoButton.addEventListener("click", undo);
grid.addEventListener("click", choose);
grid.addEventListener("click", carry);
grid.addEventListener("input", remember);
grid.addEventListener("change", (event) => event.target.dataset.cell && leave([event.target.dataset.cell]));
grid.addEventListener("submit", () => waiting.splice(0));
window.addEventListener("online", again);
window.addEventListener("focus", again);
window.addEventListener("beforeunload", (event) => {
  if (waiting.length || sending) event.preventDefault();
});
recall();
