/* The map: areas, context, sites, labels, legend, the chosen area, print. */

/* ---- Tooltips and the card of a chosen area ---- */

const brief = [
  "people", "need_index", "area_type", "area_type_own", "minutes", "threshold", "share",
];

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
    row.gsa ? make("span", {}, "GSA") : null, row.hours ? make("span", {}, row.hours) : null,
    row.closing ? make("span", { class: "closing" }, row.closing) : null);
}

function fillCard(data, row) {
  byId("ga-card-name").textContent = row.name;
  const beside = data.card_columns.filter((column) => row[column.key] !== null);
  const columns = [...data.area_columns, ...beside];
  const keys = columns.map((c) => c.key).filter((key) => key !== "name" && key !== "flag");
  const body = [make("p", { class: "verdict", "data-flag": row.flag_key }, row.flag)];
  for (const [label, said] of [[words.reasons, row.reasons], [words.tips, row.tips]]) {
    if (said) body.push(make("p", { class: "why" }, make("strong", {}, label + ": "), said));
  }
  byId("ga-card-body").replaceChildren(...body, facts(columns, row, keys));
  byId("ga-card").hidden = false;
}

/* A tooltip stays inside the map: its frame would cut off what is outside. */
const setPosition = L.Tooltip.prototype._setPosition;
L.Tooltip.include({
  _setPosition(spot) {
    setPosition.call(this, spot);
    const tip = this._container;
    const frame = map.getContainer().getBoundingClientRect();
    const box = tip.getBoundingClientRect();
    const inside = (low, high, from, to) => Math.max(from + 4 - low, Math.min(0, to - 4 - high));
    const by = L.point(inside(box.left, box.right, frame.left, frame.right),
      inside(box.top, box.bottom, frame.top, frame.bottom));
    L.DomUtil.setPosition(tip, L.DomUtil.getPosition(tip).add(by));
  },
});

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

/* Over the areas and under all the rest: until it is asked for, its shapes have no outline. */
const NO_CLASS = "#f4f5f5";

function drawGround(ground, rings) {
  const shapes = rings.map((shape) => polygon(shape, ground.steps)).reverse();
  const layers = ground.classes.map((one) => L.polygon([], {
    ...still, color: "#46505c", weight: 0.6, opacity: 0.5, fillColor: paint(one.fill),
    fillOpacity: 1,
  })).reverse();
  layers.forEach((layer) => layer.addTo(map));
  return (on) => layers.forEach((layer, i) => layer.setLatLngs(on ? shapes[i] : []));
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
      const outline = L.polygon(row.shape, style);
      outline.drawn = { weight };
      group.addLayer(outline);
    });
  }
  return group;
}

function drawSites(sites) {
  const groups = new Map();
  const put = (key, layer) => {
    if (!groups.has(key)) groups.set(key, L.layerGroup());
    layer.drawn = { radius: layer.getRadius(), weight: layer.options.weight };
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

/* Names of units and places; where two would overlap, the later one waits for a closer look.
   A place's name stands below its point, where the sites are, and not again beside a unit's. */
const PLACE_BELOW = 14;

function drawLabels(data) {
  map.createPane("ga-labels").style.pointerEvents = "none";
  const wanted = data.units.map((name, i) => ({ name, at: data.unit_points[i], kind: "unit" }))
    .filter((label) => label.at)
    .concat(data.shapes.places.filter((place) => !data.units.includes(place.name))
      .map((place) => ({ ...place, kind: "place" })));
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
      const below = label.kind === "place" ? PLACE_BELOW : 0;
      const centre = map.latLngToLayerPoint(label.at).add(L.point(0, below));
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

/* Symbols and outlines are finer where the whole region is in view. */
function scaleWithZoom(page) {
  const from = map.getZoom();
  const apply = () => {
    const factor = Math.min(1.15, Math.max(0.72, 0.72 + 0.14 * (map.getZoom() - from)));
    page.scaled.forEach((layer) => {
      const { radius, weight } = layer.drawn;
      if (radius) layer.setRadius(radius * Math.sqrt(factor));
      layer.setStyle({ weight: weight * factor });
    });
  };
  map.on("zoomend", apply);
  apply();
}

/* ---- Layers, legend, toggles ---- */

function option(type, name, checked, children, onChange) {
  const input = make("input", { type, name, checked });
  input.addEventListener("change", () => onChange(input));
  return make("label", {}, input, " ", ...children);
}

function colour(page, layer) {
  const paints = layer.classes.map((one) => paint(one.fill));
  page.showGround(false);
  page.rows.forEach((row) => row.layer.setStyle({ fillColor: paints[layer.of[row.index]] }));
  byId("ga-legend").replaceChildren(...legend(layer, paints));
  page.active = layer.key;
}

function colourGround(page, ground) {
  page.rows.forEach((row) => row.layer.setStyle({ fillColor: NO_CLASS }));
  page.showGround(true);
  const rows = ground.classes.map((one) => make("tr", {},
    make("th", { scope: "row" }, fillSwatch(paint(one.fill)), make("span", {}, one.label))));
  const head = make("tr", {}, make("th", { scope: "col" }, words.legend_class));
  byId("ga-legend").replaceChildren(make("p", { class: "meaning" }, ground.meaning),
    make("table", {}, make("caption", {}, ground.label), make("thead", {}, head),
      make("tbody", {}, ...rows)));
  page.active = "ground";
}

function legend(layer, paints) {
  const head = make("tr", {}, make("th", { scope: "col" }, words.legend_class),
    make("th", { scope: "col", class: "n" }, words.legend_areas),
    make("th", { scope: "col", class: "n" }, words.legend_people));
  const body = make("tbody");
  layer.classes.forEach((one, i) => {
    const known = one.uncounted < one.areas || one.areas === 0;
    const people = (known ? number(one.people, 0) : "") + (one.uncounted ? " *" : "");
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
  const { layers, ground } = page.data;
  const offer = (layer, show) => byId("ga-layers").append(
    option("radio", "ga-layer", layer === layers[0], [layer.label], () => {
      show(page, layer);
      byId("ga-said").textContent = layer.label;
    }));
  layers.forEach((layer) => offer(layer, colour));
  if (ground) offer(ground, colourGround);
  colour(page, page.data.layers[0]);
  const outlines = drawOutlines(page.rows).addTo(map);
  page.scaled.push(...outlines.getLayers());
  byId("ga-outline").addEventListener("change", (event) => {
    if (event.target.checked) outlines.addTo(map);
    else outlines.remove();
  });
}

function buildSites(page) {
  const sites = page.sites;
  const labels = new Map(sites.map((row) => [row.kind, row.type]));
  labels.set("gsa", words.gsa).set("context", words.context);
  const groups = drawSites(sites);
  const order = ["gsa", "vardcentral", "filial", ...Object.keys(SYMBOLS)];
  const place = (key) => (order.indexOf(key) + 1 || 99) + (key === "context" ? 1 : 0);
  const keys = [...groups.keys()].sort((a, b) => place(a) - place(b));
  keys.forEach((key) => {
    const group = groups.get(key);
    page.scaled.push(...group.getLayers());
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
  const kind = row.flag_key.startsWith("flagged") ? "flagged" : "other";
  closeOutline(page);
  page.chosen[kind].forEach((layer) => layer.setLatLngs(row.shape).bringToFront());
  fillCard(page.data, row);
}

function closeOutline(page) {
  Object.values(page.chosen).flat().forEach((layer) => layer.setLatLngs([]));
}

/* As close as an area is readable with what lies around it: a sixth of the map, not far from
   the whole region; a small one is drawn closer, until it can be seen. */
function closeness(page, bounds) {
  const filling = (part) => map.getBoundsZoom(bounds.pad((part - 1) / 2));
  const near = page.home + 1.5;
  return Math.max(page.home, Math.min(filling(6), Math.max(near, filling(24))));
}

/* The middle of the area in the middle of what the card leaves free of the map. */
function show(page, bounds) {
  const zoom = closeness(page, bounds);
  const card = byId("ga-card");
  const over = getComputedStyle(card).position === "absolute" ? card.offsetWidth : 0;
  const centre = map.project(bounds.getCenter(), zoom).add([over / 2, 0]);
  map.setView(map.unproject(centre, zoom), zoom, { animate: !calm });
}

function goTo(page, row, from) {
  choose(page, row);
  show(page, row.layer.getBounds());
  page.cameFrom = from;
  byId("ga-map").scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  byId("ga-card").focus({ preventScroll: true });
}

function closeCard(page) {
  byId("ga-card").hidden = true;
  closeOutline(page);
  if (page.cameFrom) page.cameFrom.focus();
  page.cameFrom = null;
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
  whole.addEventListener("click", () => fitTo(page, !calm));
  L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
  control("topleft", make("div", { class: "leaflet-bar" }, whole));
  const narrow = map.getSize().x < 480;
  L.control.scale({ imperial: false, maxWidth: narrow ? 90 : 140,
    position: narrow ? "topright" : "bottomleft" }).addTo(map);
  control("bottomright", make("div", { class: "credit" }, page.data.credit));
  const marks = page.data.marks.join(" ");
  if (marks) control("bottomright", make("div", { class: "credit stamp" }, marks));
  // The wheel scrolls the page until the reader has taken hold of the map.
  map.on("focus click", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  byId("ga-card-close").addEventListener("click", () => closeCard(page));
  byId("ga-card").addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeCard(page);
  });
}

/* The whole region, above the lines of marks and sources. */
function fitTo(page, animate) {
  const below = map.getContainer().querySelector(".leaflet-bottom.leaflet-right").offsetHeight;
  map.invalidateSize({ animate: false });
  map.fitBounds(page.bounds, { animate, paddingBottomRight: [0, below] });
  page.home = map.getBoundsZoom(page.bounds);
  // The card of a chosen area ends above the same lines.
  map.getContainer().parentNode.style.setProperty("--below", below + "px");
}

function preparePrint(page) {
  const before = () => { document.body.classList.add("printing"); fitTo(page, false); };
  const after = () => { document.body.classList.remove("printing"); fitTo(page, false); };
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
  const page = { data, rows: rowsOf(data.areas), sites: rowsOf(data.sites), cameFrom: null, scaled: [] };
  const over = { ...still, fill: false, opacity: 1 };
  page.hover = L.polygon([], { ...over, color: "#111820", weight: 2.2 });
  const lines = (...kinds) => kinds
    .map(([color, weight]) => L.polygon([], { ...over, color, weight }));
  page.chosen = {
    other: lines(["#ffffff", 6.5], ["#111820", 3]),
    flagged: lines(["#111820", 9], ["#ffffff", 5.5], ["#b00020", 3]),
  };
  const areas = drawAreas(page);
  page.bounds = areas.getBounds().pad(0.02);
  page.showGround = data.ground ? drawGround(data.ground, data.shapes.ground) : () => {};
  drawContext(data.shapes);
  buildControls(page);
  fitTo(page, false);
  map.setMinZoom(map.getZoom() - 1);
  map.setMaxBounds(page.bounds.pad(0.6));
  buildLayers(page);
  [...Object.values(page.chosen).flat(), page.hover].forEach((layer) => layer.addTo(map));
  buildSites(page);
  scaleWithZoom(page);
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
