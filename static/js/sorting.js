"use strict";

/* A table with class "sortable" is sorted by the heads that bear data-sort, within its groups. */

const sortKey = (row, column) => {
  const cell = row.cells[column];
  const text = (cell.dataset.value ?? cell.textContent).trim();
  const number = Number(text.replace(/[,%+]/g, ""));
  return text === "" || text === "—" ? null : Number.isNaN(number) ? text : number;
};

function compare(one, other, sign) {
  if (one === null || other === null) return (one === null) - (other === null);
  if (typeof one === "number" && typeof other === "number") return sign * (one - other);
  return sign * String(one).localeCompare(String(other), "zh-Hans");
}

function groups(body) {
  const found = [{ head: null, rows: [] }];
  for (const row of body.rows) {
    if (row.classList.contains("group")) found.push({ head: row, rows: [] });
    else found.at(-1).rows.push(row);
  }
  return found;
}

function sortBy(head) {
  const table = head.closest("table");
  const falling = head.ariaSort !== "descending";
  for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
  head.ariaSort = falling ? "descending" : "ascending";
  const sign = falling ? -1 : 1;
  for (const body of table.tBodies) {
    for (const { head: group, rows } of groups(body)) {
      rows.sort((a, b) => compare(sortKey(a, head.cellIndex), sortKey(b, head.cellIndex), sign));
      body.append(...(group ? [group] : []), ...rows);
    }
  }
}

for (const head of document.querySelectorAll("table.sortable th[data-sort]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sort";
  button.append(...head.childNodes);
  button.addEventListener("click", () => sortBy(head));
  head.append(button);
}
