/* Elements, numbers and data. Names and numbers become text nodes, never markup. */
const map = window.gaMap;
const words = JSON.parse(document.getElementById("ga-words").textContent);
const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const byId = (id) => document.getElementById(id);

/* ---- Elements and numbers ---- */

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

function number(value, decimals) {
  const [whole, rest] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, words.group);
  return (value < 0 ? "-" : "") + grouped + (rest ? words.decimal + rest : "");
}

function fill(sentence, places) {
  return sentence.replace(/\{(\w+)\}/g, (all, name) => (name in places ? places[name] : all));
}

/* What a cell says: a value, or why there is none. */
function shown(column, row) {
  const value = row[column.key];
  if (value === null || value === undefined) {
    if (column.form === "text" || column.form === "name") return "";
    if (row[column.key + "_status"] === "suppressed") return words.suppressed;
    return row[column.key + "_why"] || words.missing;
  }
  const about = row[column.key + "_status"] === "rounded" ? "\u2248\u00a0" : "";
  if (column.form === "share") return about + number(100 * value, column.decimals) + words.percent;
  if (column.form === "minutes") return number(value, column.decimals) + words.minutes;
  if (typeof value === "number") return about + number(value, column.decimals);
  if (typeof value === "boolean") return value ? words.yes : words.no;
  return value;
}

/* ---- Data ---- */

async function load() {
  const text = byId("ga-data").textContent;
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

function rowsOf(columns) {
  return columns.name.map((_, i) => {
    const row = { index: i };
    for (const key of Object.keys(columns)) row[key] = columns[key][i];
    return row;
  });
}

/* Steps of so small a part of a degree, back to latitudes and longitudes. */
function line(steps, perDegree = 1e5) {
  const found = [];
  let x = 0;
  let y = 0;
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i];
    y += steps[i + 1];
    found.push([y / perDegree, x / perDegree]);
  }
  return found;
}

const polygon = (shape, perDegree) => shape
  .map((part) => part.map((steps) => line(steps, perDegree)));
