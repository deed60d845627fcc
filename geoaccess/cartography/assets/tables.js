/* The tables of areas and sites: sorted, filtered, saved. */

function compare(a, b) {
  if (typeof a === "string" || typeof b === "string") {
    return String(a).localeCompare(String(b), document.documentElement.lang, { numeric: true });
  }
  return a - b;
}

/* Rows without a value come last whichever way the others are sorted. */
function sortRows(rows, key, down) {
  const empty = (row) => row[key] === null || row[key] === undefined || row[key] === "";
  return rows.slice().sort((a, b) => (empty(a) - empty(b))
    || (empty(a) ? 0 : compare(a[key], b[key]) * (down ? -1 : 1)) || a.index - b.index);
}

function cell(column, row, onOpen) {
  const text = shown(column, row);
  const numeric = ["count", "number", "minutes", "share"].includes(column.form);
  if (column.form === "name") {
    const button = make("button", { type: "button", class: "link" }, text || row.id);
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      onOpen(row, button);
    });
    return make("th", { scope: "row" }, button);
  }
  const missing = numeric && (row[column.key] === null || row[column.key] === undefined);
  const flag = column.key === "flag" ? row.flag_key : null;
  return make("td", { class: numeric ? "n" + (missing ? " none" : "") : null, "data-flag": flag },
    text);
}

function buildTable(where, columns, rows, caption, label, onOpen) {
  const body = make("tbody");
  const heads = columns.map((column) => {
    const button = make("button", { type: "button" }, column.label);
    return make("th", { scope: "col" }, button);
  });
  rows.forEach((row) => {
    row.element = make("tr", {}, ...columns.map((column) => cell(column, row, onOpen)));
    if (onOpen) row.element.addEventListener("click", () => onOpen(row, null));
    body.append(row.element);
  });
  heads.forEach((head, i) => head.firstChild.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    body.append(...sortRows(rows, columns[i].key, down).map((row) => row.element));
  }));
  const table = make("table", {}, make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...heads)), body);
  const region = { class: "scroll", tabindex: "0", role: "region", "aria-label": label };
  where.append(make("div", region, table));
}

function buildFilter(page) {
  const unit = byId("ga-unit");
  [...new Set(page.rows.map((row) => row.unit))].sort(compare)
    .forEach((name) => unit.append(make("option", { value: name }, name)));
  const apply = () => {
    const text = byId("ga-filter").value.trim().toLocaleLowerCase();
    const flagged = byId("ga-flagged").checked;
    page.rows.forEach((row) => {
      const said = `${row.name}\n${row.id}\n${row.unit}`.toLocaleLowerCase();
      row.element.hidden = !said.includes(text) || (unit.value !== "" && row.unit !== unit.value)
        || (flagged && !row.flag_key.startsWith("flagged"));
    });
    const left = page.rows.filter((row) => !row.element.hidden).length;
    byId("ga-shown").textContent = fill(words.shown,
      { shown: number(left, 0), all: number(page.rows.length, 0) });
  };
  byId("ga-filter").addEventListener("input", apply);
  [unit, byId("ga-flagged")].forEach((input) => input.addEventListener("change", apply));
  apply();
}

/* A file a Swedish spreadsheet opens: semicolons, decimal comma, and no text that is a formula. */
function plain(column, value) {
  const written = column.form === "share" ? 100 * value : value;
  return String(Number(written.toFixed(column.decimals || 0))).replace(".", ",");
}

const unitOf = { minutes: " (min)", share: " (%)" };

function csv(columns, rows) {
  const field = (column, row) => {
    const value = row[column.key];
    if (typeof value === "number") return plain(column, value);
    const text = shown(column, row);
    const safe = /^\s*[=+\-@\t\r]/.test(text) ? "'" + text : text;
    return /[";\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  };
  const lines = rows.map((row) => columns.map((column) => field(column, row)).join(";"));
  const heads = columns.map((c) => c.label + (unitOf[c.form] || ""));
  return "\ufeff" + [heads.join(";"), ...lines].join("\r\n") + "\r\n";
}

function download(page) {
  const rows = page.rows.filter((row) => !row.element.hidden);
  const why = { key: "reasons", label: words.reasons, form: "text" };
  const blob = new Blob([csv([...page.data.area_columns, why], rows)], { type: "text/csv;charset=utf-8" });
  const link = make("a", { href: URL.createObjectURL(blob), download: words.file + ".csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
