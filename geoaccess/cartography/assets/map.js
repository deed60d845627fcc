/* The map page: draws what the page carries. Names and numbers become text nodes, never markup. */
(function () {
  "use strict";

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
    if (column.form === "share") return number(100 * value, column.decimals) + words.percent;
    if (column.form === "minutes") return number(value, column.decimals) + words.minutes;
    if (typeof value === "number") return number(value, column.decimals);
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

  /* Steps of 1e-5 degrees, back to latitudes and longitudes. */
  function line(steps) {
    const found = [];
    let x = 0;
    let y = 0;
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i];
      y += steps[i + 1];
      found.push([y / 1e5, x / 1e5]);
    }
    return found;
  }

  const polygon = (shape) => shape.map((part) => part.map(line));

  /* ---- Fills and symbols, the same on the map and in the legend ---- */

  const stripes = {
    rising: [[0, 8, 8, 0], [-4, 4, 4, -4], [4, 12, 12, 4]],
    falling: [[0, 0, 8, 8], [-4, 4, 4, 12], [4, -4, 12, 4]],
  };
  stripes.cross = stripes.rising.concat(stripes.falling);

  function paint(fill) {
    if (fill.pattern === "none") return fill.colour;
    const tile = make("canvas", { width: 8, height: 8 });
    const pen = tile.getContext("2d");
    pen.fillStyle = fill.colour;
    pen.fillRect(0, 0, 8, 8);
    pen.strokeStyle = pen.fillStyle = fill.line;
    pen.lineWidth = 1.2;
    if (fill.pattern === "dots") pen.fillRect(3, 3, 2, 2);
    for (const [x1, y1, x2, y2] of stripes[fill.pattern] || []) {
      pen.beginPath();
      pen.moveTo(x1, y1);
      pen.lineTo(x2, y2);
      pen.stroke();
    }
    return pen.createPattern(tile, "repeat");
  }

  function swatch(width, height, draw) {
    const canvas = make("canvas", { width: width * 2, height: height * 2, "aria-hidden": "true" });
    canvas.style.width = width + "px";
    canvas.style.height = height + "px";
    const pen = canvas.getContext("2d");
    pen.scale(2, 2);
    draw(pen);
    return canvas;
  }

  function fillSwatch(paintedFill) {
    return swatch(28, 18, (pen) => {
      pen.fillStyle = paintedFill;
      pen.fillRect(0.5, 0.5, 27, 17);
      pen.strokeStyle = "#5d6773";
      pen.strokeRect(0.5, 0.5, 27, 17);
    });
  }

  function trace(pen, shape, x, y, r) {
    pen.beginPath();
    if (shape === "square") pen.rect(x - r, y - r, 2 * r, 2 * r);
    else if (shape === "circle") pen.arc(x, y, r, 0, 2 * Math.PI);
    else {
      const corners = shape === "triangle"
        ? [[0, -1.2], [1.15, 0.9], [-1.15, 0.9]]
        : [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]];
      corners.forEach(([dx, dy], i) => pen[i ? "lineTo" : "moveTo"](x + dx * r, y + dy * r));
      pen.closePath();
    }
  }

  L.Canvas.include({
    _updateSymbol(layer) {
      if (!this._drawing || layer._empty()) return;
      trace(this._ctx, layer.options.shape, layer._point.x, layer._point.y, layer._radius);
      this._fillStroke(this._ctx, layer);
    },
  });
  const SiteSymbol = L.CircleMarker.extend({
    _updatePath() { this._renderer._updateSymbol(this); },
  });

  const SYMBOLS = {
    vardcentral: ["circle", 6.5, "#0b3c5d"],
    filial: ["circle", 4.5, "#0b3c5d"],
    narakut: ["square", 5.5, "#7a1f5c"],
    jour: ["square", 4.5, "#7a1f5c"],
    bvc: ["triangle", 5, "#1d6b52"],
    mvc: ["triangle", 5, "#5b7d1c"],
    rehab: ["diamond", 4.5, "#7a5200"],
    specialist: ["diamond", 4.5, "#4a4a8c"],
  };
  const OTHER_SYMBOL = ["diamond", 4.5, "#4c535c"];
  const SHOWN_FIRST = new Set(["vardcentral", "filial", "narakut", "jour"]);

  function symbolStyle(kind, hollow) {
    const [shape, radius, colour] = SYMBOLS[kind] || OTHER_SYMBOL;
    return {
      shape, radius, fillOpacity: 1, weight: hollow ? 2 : 1.5, opacity: 1,
      fillColor: hollow ? "#ffffff" : colour, color: hollow ? colour : "#ffffff",
    };
  }

  function symbolSwatch(style) {
    return swatch(22, 22, (pen) => {
      trace(pen, style.shape, 11, 11, style.radius);
      pen.fillStyle = style.fillColor;
      if (style.fill !== false) pen.fill();
      pen.strokeStyle = style.color;
      pen.lineWidth = style.weight;
      pen.stroke();
    });
  }

  /* ---- Tooltips and the card of a chosen area ---- */

  const brief = ["people", "need_index", "minutes", "threshold", "share"];

  function facts(columns, row, keys) {
    const list = make("dl");
    for (const column of columns.filter((c) => keys.includes(c.key))) {
      const text = shown(column, row);
      if (text === "") continue;
      list.append(make("div", {}, make("dt", {}, column.label), make("dd", {}, text)));
    }
    return list;
  }

  function areaTip(columns, row) {
    return make("div", { class: "tip" },
      make("strong", {}, row.name), make("span", {}, row.unit),
      facts(columns, row, brief), make("em", { "data-flag": row.flag_key }, row.flag));
  }

  function siteTip(row) {
    return make("div", { class: "tip" }, make("strong", {}, row.name), make("span", {}, row.type),
      row.gsa ? make("span", {}, "GSA") : null, row.hours ? make("span", {}, row.hours) : null);
  }

  function fillCard(columns, row) {
    byId("ga-card-name").textContent = row.name;
    const keys = columns.map((c) => c.key).filter((key) => key !== "name" && key !== "flag");
    const body = [make("p", { class: "verdict", "data-flag": row.flag_key }, row.flag)];
    if (row.reasons) {
      body.push(make("p", { class: "why" }, make("strong", {}, words.reasons + ": "), row.reasons));
    }
    byId("ga-card-body").replaceChildren(...body, facts(columns, row, keys));
    byId("ga-card").hidden = false;
  }

  /* ---- Drawing ---- */

  const AREA_LINE = { color: "#46505c", weight: 0.6, opacity: 0.75, fillOpacity: 1 };
  const still = { interactive: false, smoothFactor: 0.4 };

  function drawAreas(page) {
    const group = L.featureGroup();
    page.rows.forEach((row) => {
      row.shape = polygon(page.data.shapes.areas[row.index]);
      const layer = L.polygon(row.shape, { ...AREA_LINE, smoothFactor: 0.4 });
      layer.row = row;
      row.layer = layer;
      group.addLayer(layer);
    });
    group.bindTooltip((layer) => areaTip(page.data.area_columns, layer.row), { sticky: true, opacity: 1 });
    group.on("mouseover", (event) => page.hover.setLatLngs(event.layer.row.shape));
    group.on("mouseout", () => page.hover.setLatLngs([]));
    group.on("click", (event) => choose(page, event.layer.row));
    return group.addTo(map);
  }

  function drawContext(shapes) {
    shapes.water.forEach((shape) => L.polygon(polygon(shape), {
      ...still, stroke: true, color: "#8fb4c9", weight: 0.6, fillColor: "#cfe3ee", fillOpacity: 1,
    }).addTo(map));
    shapes.roads.forEach((shape) => {
      const lines = shape.map((part) => line(part[0]));
      L.polyline(lines, { ...still, color: "#ffffff", weight: 2.4, opacity: 0.6 }).addTo(map);
      L.polyline(lines, { ...still, color: "#6f665d", weight: 1, opacity: 0.85 }).addTo(map);
    });
    shapes.units.forEach((shape) => {
      const border = { ...still, fill: false };
      L.polygon(polygon(shape), { ...border, color: "#ffffff", weight: 3.2, opacity: 0.7 })
        .addTo(map);
      L.polygon(polygon(shape), { ...border, color: "#2a323c", weight: 1.4, opacity: 0.9 })
        .addTo(map);
    });
  }

  function drawOutlines(rows) {
    const group = L.layerGroup();
    const flagged = rows.filter((row) => row.flag_key.startsWith("flagged"));
    for (const [color, weight] of [["#ffffff", 5.5], ["#b00020", 2.6]]) {
      flagged.forEach((row) => {
        const dashArray = row.flag_key === "flagged" || weight > 3 ? null : "7 4";
        const style = { ...still, fill: false, color, weight, opacity: 1, dashArray };
        group.addLayer(L.polygon(row.shape, style));
      });
    }
    return group;
  }

  function drawSites(sites) {
    const groups = new Map();
    const put = (key, layer) => {
      if (!groups.has(key)) groups.set(key, L.layerGroup());
      groups.get(key).addLayer(layer);
    };
    sites.filter((row) => row.at).forEach((row) => {
      const style = symbolStyle(row.kind, row.context);
      if (row.gsa) {
        const ring = { ...still, radius: style.radius + 4, fill: false, opacity: 1 };
        put("gsa", L.circleMarker(row.at, { ...ring, color: "#ffffff", weight: 5 }));
        put("gsa", L.circleMarker(row.at, { ...ring, color: "#0b3c5d", weight: 2.2 }));
      }
      const symbol = new SiteSymbol(row.at, style).bindTooltip(() => siteTip(row), { opacity: 1 });
      put(row.context ? "context" : row.kind, symbol);
    });
    return groups;
  }

  /* Names of units and places; where two would overlap, the later one waits for a closer look. */
  function drawLabels(data) {
    map.createPane("ga-labels").style.pointerEvents = "none";
    const wanted = data.units.map((name, i) => ({ name, at: data.unit_points[i], kind: "unit" }))
      .filter((label) => label.at)
      .concat(data.shapes.places.map((place) => ({ ...place, kind: "place" })));
    wanted.forEach((label) => {
      label.element = make("span", { class: label.kind }, label.name);
      const icon = L.divIcon({ html: label.element, className: "ga-label", iconSize: null });
      const options = { icon, pane: "ga-labels", interactive: false, keyboard: false };
      L.marker(label.at, options).addTo(map);
    });
    map.getPane("ga-labels").setAttribute("aria-hidden", "true");
    const arrange = () => {
      const taken = [];
      for (const label of wanted) {
        const centre = map.latLngToLayerPoint(label.at);
        const half = L.point(label.element.offsetWidth / 2 + 3, label.element.offsetHeight / 2 + 1);
        const box = L.bounds(centre.subtract(half), centre.add(half));
        const free = !taken.some((other) => other.intersects(box));
        label.element.style.visibility = free ? "visible" : "hidden";
        if (free) taken.push(box);
      }
    };
    map.on("zoomend viewreset", arrange);
    arrange();
  }

  /* ---- Layers, legend, toggles ---- */

  function option(type, name, checked, children, onChange) {
    const input = make("input", { type, name, checked });
    input.addEventListener("change", () => onChange(input));
    return make("label", {}, input, " ", ...children);
  }

  function colour(page, layer) {
    const paints = layer.classes.map((one) => paint(one.fill));
    page.rows.forEach((row) => row.layer.setStyle({ fillColor: paints[layer.of[row.index]] }));
    byId("ga-legend").replaceChildren(...legend(layer, paints));
    page.active = layer.key;
  }

  function legend(layer, paints) {
    const head = make("tr", {}, make("th", { scope: "col" }, words.legend_class),
      make("th", { scope: "col", class: "n" }, words.legend_areas),
      make("th", { scope: "col", class: "n" }, words.legend_people));
    const body = make("tbody");
    layer.classes.forEach((one, i) => {
      const people = number(one.people, 0) + (one.uncounted ? " *" : "");
      body.append(make("tr", { "data-class": one.key },
        make("th", { scope: "row" }, fillSwatch(paints[i]), make("span", {}, one.label)),
        make("td", { class: "n" }, number(one.areas, 0)), make("td", { class: "n" }, people)));
    });
    const caption = make("caption", {}, layer.label);
    const parts = [make("p", { class: "meaning" }, layer.meaning)];
    if (layer.columns > 1) parts.push(square(layer, paints));
    parts.push(make("table", {}, caption, make("thead", {}, head), body));
    if (layer.classes.some((one) => one.uncounted)) {
      parts.push(make("p", { class: "meaning" }, words.legend_uncounted));
    }
    return parts;
  }

  function square(layer, paints) {
    const n = layer.columns;
    const grid = swatch(n * 30, n * 22, (pen) => {
      for (let i = 0; i < n * n; i += 1) {
        pen.fillStyle = paints[i];
        pen.fillRect((i % n) * 30, Math.floor(i / n) * 22, 29, 21);
      }
    });
    return make("div", { class: "square", "aria-hidden": "true" },
      make("span", {}, words.time_across), grid, make("span", {}, words.need_down));
  }

  function buildLayers(page) {
    page.data.layers.forEach((layer, i) => {
      byId("ga-layers").append(option("radio", "ga-layer", i === 0, [layer.label], () => {
        colour(page, layer);
        byId("ga-said").textContent = layer.label;
      }));
    });
    colour(page, page.data.layers[0]);
    const outlines = drawOutlines(page.rows).addTo(map);
    byId("ga-outline").addEventListener("change", (event) => {
      if (event.target.checked) outlines.addTo(map);
      else outlines.remove();
    });
  }

  function buildSites(sites) {
    const labels = new Map(sites.map((row) => [row.kind, row.type]));
    labels.set("gsa", words.gsa).set("context", words.context);
    const groups = drawSites(sites);
    const order = ["gsa", "vardcentral", "filial", ...Object.keys(SYMBOLS)];
    const place = (key) => (order.indexOf(key) + 1 || 99) + (key === "context" ? 1 : 0);
    const keys = [...groups.keys()].sort((a, b) => place(a) - place(b));
    keys.forEach((key) => {
      const group = groups.get(key);
      const on = SHOWN_FIRST.has(key) || key === "gsa" || key === "context";
      if (on) group.addTo(map);
      const ring = { shape: "circle", radius: 8, fill: false, color: "#0b3c5d", weight: 2.2 };
      const style = key === "gsa" ? ring
        : key === "context" ? symbolStyle("vardcentral", true) : symbolStyle(key, false);
      const count = group.getLayers().length / (key === "gsa" ? 2 : 1);
      const text = make("span", {}, `${labels.get(key)} (${number(count, 0)})`);
      byId("ga-sites").append(option("checkbox", "ga-site", on, [symbolSwatch(style), text],
        (input) => (input.checked ? group.addTo(map) : group.remove())));
    });
    byId("ga-sites").hidden = keys.length === 0;
  }

  /* ---- Choosing an area ---- */

  function choose(page, row) {
    page.chosen.forEach((layer) => layer.setLatLngs(row.shape).bringToFront());
    fillCard(page.data.area_columns, row);
  }

  function goTo(page, row, from) {
    map.fitBounds(row.layer.getBounds().pad(1.2), { maxZoom: 12, animate: !calm });
    choose(page, row);
    page.cameFrom = from;
    byId("ga-map").scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
    byId("ga-card").focus({ preventScroll: true });
  }

  function closeCard(page) {
    byId("ga-card").hidden = true;
    page.chosen.forEach((layer) => layer.setLatLngs([]));
    if (page.cameFrom) page.cameFrom.focus();
    page.cameFrom = null;
  }

  /* ---- Tables ---- */

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
  function csv(columns, rows) {
    const field = (column, row) => {
      const value = row[column.key];
      if (typeof value === "number") return String(value).replace(".", ",");
      const text = shown(column, row);
      const safe = /^\s*[=+\-@\t\r]/.test(text) ? "'" + text : text;
      return /[";\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
    };
    const lines = rows.map((row) => columns.map((column) => field(column, row)).join(";"));
    return "\ufeff" + [columns.map((c) => c.label).join(";"), ...lines].join("\r\n") + "\r\n";
  }

  function download(page) {
    const rows = page.rows.filter((row) => !row.element.hidden);
    const blob = new Blob([csv(page.data.area_columns, rows)], { type: "text/csv;charset=utf-8" });
    const link = make("a", { href: URL.createObjectURL(blob), download: words.file + ".csv" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /* ---- The map's own controls ---- */

  function control(position, element) {
    const made = new L.Control({ position });
    made.onAdd = () => {
      L.DomEvent.disableClickPropagation(element);
      return element;
    };
    made.addTo(map);
  }

  function buildControls(page) {
    const box = map.getContainer();
    const attributes = { role: "group", "aria-label": words.map_label, "aria-describedby": "ga-hint" };
    Object.entries(attributes).forEach(([name, value]) => box.setAttribute(name, value));
    const whole = make("button", { type: "button", class: "whole", "aria-label": words.whole,
      title: words.whole }, "⤢");
    whole.addEventListener("click", () => map.fitBounds(page.bounds, { animate: !calm }));
    L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
    control("topleft", make("div", { class: "leaflet-bar" }, whole));
    L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
    control("bottomright", make("div", { class: "credit" }, page.data.credit));
    // The wheel scrolls the page until the reader has taken hold of the map.
    map.on("focus click", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
    byId("ga-card-close").addEventListener("click", () => closeCard(page));
    byId("ga-card").addEventListener("keydown", (event) => {
      if (event.key === "Escape") closeCard(page);
    });
  }

  function fitTo(page) {
    map.invalidateSize({ animate: false });
    map.fitBounds(page.bounds, { animate: false });
  }

  function preparePrint(page) {
    const before = () => { document.body.classList.add("printing"); fitTo(page); };
    const after = () => { document.body.classList.remove("printing"); fitTo(page); };
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    window.matchMedia("print").addEventListener("change", (event) => {
      if (event.matches) before();
      else after();
    });
    byId("ga-print").addEventListener("click", () => window.print());
  }

  /* ---- Start ---- */

  function summary(page) {
    const sum = (rows, value) => rows.reduce((total, row) => total + value(row), 0);
    const based = page.rows.filter((row) => row.people !== null && row.share !== null);
    const people = sum(based, (row) => row.people);
    const flagged = page.rows.filter((row) => row.flag_key.startsWith("flagged"));
    return {
      areas: page.rows.length,
      people: sum(page.rows, (row) => row.people || 0),
      within: people ? sum(based, (row) => row.people * row.share) / people : null,
      flagged: flagged.length,
      flagged_people: sum(flagged, (row) => row.people || 0),
    };
  }

  function start(data) {
    const page = { data, rows: rowsOf(data.areas), sites: rowsOf(data.sites), cameFrom: null };
    const over = { ...still, fill: false, opacity: 1 };
    page.hover = L.polygon([], { ...over, color: "#111820", weight: 2.2 });
    page.chosen = [["#ffffff", 6.5], ["#111820", 3]]
      .map(([color, weight]) => L.polygon([], { ...over, color, weight }));
    const areas = drawAreas(page);
    page.bounds = areas.getBounds().pad(0.02);
    drawContext(data.shapes);
    map.fitBounds(page.bounds, { animate: false });
    map.setMinZoom(map.getZoom() - 1);
    map.setMaxBounds(page.bounds.pad(0.6));
    buildLayers(page);
    [...page.chosen, page.hover].forEach((layer) => layer.addTo(map));
    buildSites(page.sites);
    buildControls(page);
    drawLabels(data);
    buildTable(byId("ga-table"), data.area_columns, page.rows, words.table_caption,
      words.table_region, (row, from) => goTo(page, row, from));
    buildTable(byId("ga-site-table"), data.site_columns, page.sites, words.sites_caption,
      words.sites_region, null);
    buildFilter(page);
    byId("ga-csv").addEventListener("click", () => download(page));
    preparePrint(page);
    byId("ga-message").hidden = true;
    window.__ga = summary(page);
    window.__ready = true;
  }

  load().then(start).catch((error) => {
    byId("ga-message").textContent = words.failed;
    byId("ga-message").hidden = false;
    console.error(error);
  });
})();
