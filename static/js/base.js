"use strict";

/* Nothing here is needed: every page works without it. */

/* A box that does not scroll needs no stop for the keyboard. */
const scrollers = () => document.querySelectorAll(".table-wrap, .table-box");

function giveStops() {
  for (const box of scrollers()) {
    const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
    const style = getComputedStyle(box);
    const hides = style.overflowX !== "visible" || style.overflowY !== "visible";
    box.tabIndex = scrolls && hides ? 0 : -1;
    if (box.tabIndex < 0) box.removeAttribute("tabindex");
  }
}

/* A form is sent once, however often its button is pressed in the next seconds. */
function sendOnce(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 5000);
}

document.addEventListener("submit", sendOnce);
window.addEventListener("resize", giveStops);
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
giveStops();
