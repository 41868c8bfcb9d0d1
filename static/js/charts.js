"use strict";

/* Draws every chart on the page from its JSON; nothing is fetched, nothing leaves the server. */

Plotly.register({
  moduleType: "locale",
  name: "zh-CN",
  dictionary: { "Double-click on legend to isolate one trace": "双击图例只看这一项" },
  format: {
    days: ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
    shortDays: ["日", "一", "二", "三", "四", "五", "六"],
    months: ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"],
    shortMonths: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
    date: "%Y-%m-%d",
    decimal: ".",
    thousands: ",",
  },
});

const CONFIG = {
  locale: document.documentElement.lang === "en" ? "en-US" : "zh-CN",
  displaylogo: false,
  displayModeBar: false,
  plotlyServerURL: "",
  responsive: true,
  scrollZoom: false,
  showSendToCloud: false,
};

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function template() {
  const axis = {
    automargin: true,
    fixedrange: true,
    gridcolor: token("--line"),
    linecolor: token("--line-strong"),
    tickcolor: token("--line-strong"),
    zerolinecolor: token("--line-strong"),
  };
  return {
    layout: {
      dragmode: false,
      font: { family: token("--type"), size: 12, color: token("--ink") },
      title: {
        x: 0,
        xref: "container",
        xanchor: "left",
        y: 1,
        yref: "container",
        yanchor: "top",
        automargin: false,
        pad: { l: 16, t: 14 },
        font: { size: 14, weight: 600 },
        subtitle: { font: { size: 12, color: token("--ink-soft") } },
      },
      margin: { l: 48, r: 24, b: 36 },
      legend: { orientation: "h", traceorder: "reversed", x: 0, y: -0.1, yanchor: "top", xanchor: "left" },
      hovermode: "closest",
      hoverlabel: { bgcolor: "#fff", bordercolor: token("--line-strong"), font: { color: token("--ink") } },
      paper_bgcolor: "#fff",
      plot_bgcolor: "#fff",
      separators: ".,",
      xaxis: { ...axis, showgrid: false, ticks: "outside" },
      yaxis: { ...axis },
    },
  };
}

/* Titles do not wrap by themselves; a Chinese character is as wide as the type is high, and a line
   may end before it. Other words stay whole. */
const WORDS = /[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/g;

function folded(text, width, size) {
  const lines = [""];
  let used = 0;
  for (const word of text.match(WORDS) ?? []) {
    const wide = word > "\u2e7f" ? size : 0.58 * size * word.length;
    if (used && used + wide > width) {
      lines.push("");
      used = 0;
    }
    lines[lines.length - 1] += word;
    used += wide;
  }
  return lines;
}

/* A saved picture must say as loudly as the page that its figures are invented. */
const mark = document.querySelector("[data-mark]")?.dataset.mark;

function titled(layout, width, beside) {
  const below = [layout.title.subtitle.text, mark].filter(Boolean).join(" · ");
  const title = folded(layout.title.text, width - beside - 32, 14);
  const subtitle = folded(below, width - 32, 12);
  return {
    ...layout,
    title: { text: title.join("<br>"), subtitle: { text: subtitle.join("<br>") } },
    margin: { t: 40 + 18 * title.length + 16 * subtitle.length },
  };
}

/* Where English labels of an axis stand too close, the year stands below its words. */
function ticked(layout, width) {
  const labels = layout.xaxis?.ticktext ?? [];
  const room = (width - 72) / labels.length;
  if (!labels.some((label) => label.includes(" ") && 0.58 * 12 * label.length > room)) return layout;
  const ticktext = labels.map((label) => label.replace(/ (?=\S+$)/, "<br>"));
  return { ...layout, xaxis: { ...layout.xaxis, ticktext, tickangle: 0 }, legend: { y: -0.25 } };
}

function draw(place, paper) {
  const figure = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  const button = document.querySelector(`[data-saves="${place.id}"]`);
  button.hidden = false;
  button.onclick = () => Plotly.downloadImage(place, { format: "png", scale: 2, filename: figure.name });
  const beside = getComputedStyle(button).position === "absolute" ? button.offsetWidth : 0;
  const width = paper || place.clientWidth;
  const layout = ticked(titled(figure.layout, width, paper ? 0 : beside), width);
  const size = paper && { autosize: false, width: paper };
  place.replaceChildren();
  return Plotly.newPlot(place, figure.data, { ...layout, ...size, template: template() }, CONFIG);
}

const places = document.querySelectorAll("[data-chart]");
const onPaper = (place) => (place.closest(".columns") ? 500 : 690);

places.forEach((place) => draw(place));
window.addEventListener("beforeprint", () => places.forEach((place) => draw(place, onPaper(place))));
window.addEventListener("afterprint", () => places.forEach((place) => draw(place)));
