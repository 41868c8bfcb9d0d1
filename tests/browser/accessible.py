"""What axe finds on a page, without asking the contrast of a thousand like texts one by one.

Contrast takes four fifths of axe's time. It is measured on one text of each look: of those with the
same colours, size and weight, the same ground behind them and the same place in the style sheet,
the longest. Every other rule sees every element.
"""

from axe_playwright_python.sync_playwright import Axe

MARK = """() => {
  const behind = new Map();
  const ground = (one) => {
    if (!one) return "";
    if (!behind.has(one)) {
      const style = getComputedStyle(one);
      const dead = one.matches(":disabled, [aria-disabled=true], [inert]") ? "dead" : "";
      const place = [ground(one.parentElement), one.localName, one.getAttribute("class"), dead];
      const paint = [style.backgroundColor, style.backgroundImage, style.opacity];
      behind.set(one, [...place, ...paint].join(" "));
    }
    return behind.get(one);
  };
  const written = (one) => [...one.childNodes]
    .filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.trim()).join("");
  const longest = new Map();
  for (const one of document.querySelectorAll("body *")) {
    const field = one.matches("input, select, textarea");
    const text = field ? one.value || one.placeholder || "" : written(one);
    if (!text.trim() || !one.checkVisibility()) continue;
    const style = getComputedStyle(one);
    const look = [ground(one), style.color, style.fontSize, style.fontWeight, style.textShadow];
    const key = look.join(" ");
    if (!(longest.get(key)?.length >= text.length)) longest.set(key, { one, length: text.length });
  }
  for (const { one } of longest.values()) one.setAttribute("data-contrast", "");
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-contrast]" }] });
}"""
RUN = "() => axe.run({ resultTypes: ['violations'] })"


def violations(page):
    """Each broken rule with the first element that breaks it."""
    page.evaluate(Axe().axe_script)
    page.evaluate(MARK)
    found = page.evaluate(RUN)["violations"]
    return [(one["id"], one["nodes"][0]["html"][:120]) for one in found]
