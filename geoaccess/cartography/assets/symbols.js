/* Fills and symbols, the same on the map and in the legend. */

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
