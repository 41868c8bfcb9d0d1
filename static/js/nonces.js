"use strict";

/* plotly.js brings rules for its maps in a style element of its own making. The page's policy lets
   such an element in only with the page's nonce, so it is given one while plotly.js loads. */
(() => {
  const { nonce } = document.getElementById("plotly.js-style-global");
  const create = document.createElement;

  document.createElement = function (name, options) {
    const element = create.call(this, name, options);
    if (String(name).toLowerCase() === "style") element.nonce = nonce;
    return element;
  };
  window.addEventListener("load", () => {
    document.createElement = create;
  });
})();
