"""What data go into the page, and how: nothing that is not published, nothing a parser obeys."""

from __future__ import annotations

import base64
import gzip
import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

from geoaccess.cartography import shapes, words
from geoaccess.cartography.classes import map_layers
from geoaccess.cartography.closing import closing_columns, closing_of_sites
from geoaccess.cartography.ground import ground_of, ground_shapes
from geoaccess.cartography.leaflet import LEAFLET_VERSION
from geoaccess.cartography.values import known, statuses, values
from geoaccess.messages.area_words import CHANGES, said_area_type
from geoaccess.messages.opening_hours import said_hours
from geoaccess.result.clusters import NOT_ASSESSED, said_cluster

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from geoaccess.cartography.classes import MapLayer
    from geoaccess.messages import Translator
    from geoaccess.result.published import Published

__all__ = ["build_payload", "inert_json", "packed"]

_AREA_VERTICES = 60_000
_LINE_VERTICES = 30_000
_MOST_PLACES = 150
_CHANGE, _MERGED = "vintage_change", "merged"
_UNSAFE = re.compile("[<>&\u2028\u2029\x7f]|\\{\\{|\\{%|\\{#")

_DRAWN = ("areas", "districts", "background")


def build_payload(published: Published, t: Translator) -> dict[str, Any]:
    """Gather areas, units, sites, background and legends as lists of plain values.

    Areas are in columns; `of` of a layer is the class of each area in the same order.
    """
    areas = published.areas
    layers = map_layers(published, t)
    if published.head.gaps is not None:
        # Times to a list with gaps are no picture to open with; what is known of need is.
        layers = tuple(sorted(layers, key=lambda layer: layer.key != "need"))
    units = _units(published)
    return {
        "language": t.lang,
        "layers": [_layer(layer) for layer in layers],
        "areas": _areas(areas, layers, t),
        "area_columns": _area_columns(areas, t),
        "card_columns": _card_columns(t),
        "sites": _sites(published, t),
        "site_columns": [*_site_columns(t), *closing_columns(published, t)],
        "units": [str(name) for name in published.units["name"]],
        "shapes": _shapes(published) | {"ground": ground_shapes(published)},
        "ground": ground_of(published, t),
        "unit_points": shapes.points(units.representative_point()),
        "credit": _credit(published),
        "marks": list(published.head.marks.get(t.lang, ())),
    }


def packed(payload: object) -> str:
    """JSON, gzipped without a time, in letters and digits: nothing in it can be taken for markup.

    Examples
    --------
    >>> packed({"name": "</script>"}) == packed({"name": "</script>"})
    True
    """
    raw = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(raw.encode("utf-8"), 9, mtime=0)).decode("ascii")


def inert_json(value: object) -> str:
    r"""JSON that neither an HTML parser nor a template engine obeys.

    Examples
    --------
    >>> inert_json("</script>{{ 7*7 }}")
    '"\\u003c/script\\u003e\\u007b\\u007b 7*7 }}"'
    """
    raw = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # A brace opens JSON objects too, but only braces inside texts may be spelled out: of the
    # pairs below, "{{", "{%" and "{#" never stand between values.
    return _UNSAFE.sub(_spelled_out, raw)


def _spelled_out(found: re.Match[str]) -> str:
    return "".join(f"\\u{ord(sign):04x}" for sign in found[0])


def _layer(layer: MapLayer) -> dict[str, Any]:
    return asdict(layer)


def _areas(areas: pd.DataFrame, layers: Sequence[MapLayer], t: Translator) -> dict[str, Any]:
    by_key = {layer.key: layer for layer in layers}
    flags, times = by_key["flag"], by_key["time"]
    minutes = values(areas[["minutes_median"]], "minutes_median")
    return {
        "id": [str(area_id) for area_id in areas.index],
        "name": _texts(areas, "name", areas.index),
        "unit": _texts(areas, "unit_name", values(areas, "unit_id")),
        "people": values(areas, "people"),
        "people_status": statuses(areas, "people"),
        "need_index": values(areas, "need_index"),
        "need_quintile": values(areas, "need_quintile"),
        "minutes": minutes,
        "minutes_why": [
            times.classes[place].label if value is None else None
            for place, value in zip(times.of, minutes, strict=True)
        ],
        "mode": [None if m is None else words.mode(str(m), t) for m in values(areas, "mode")],
        "threshold": values(areas, "threshold_min"),
        "share": values(areas, "share_within"),
        "share_status": statuses(areas, "share_within"),
        "beyond": values(areas, "people_beyond"),
        "beyond_status": statuses(areas, "people_beyond"),
        "site": values(areas, "nearest_site_name"),
        "spar": values(areas, "spar"),
        "stability": values(areas, "flag_stability"),
        "flag": [flags.classes[place].label for place in flags.of],
        "flag_key": [flags.classes[place].key for place in flags.of],
        "reasons": values(areas, f"reasons_{t.lang}"),
        "tips": [
            said if flags.classes[place].key == "flagged" else None
            for place, said in zip(flags.of, values(areas, f"flag_tipping_{t.lang}"), strict=True)
        ],
    } | {key: said for key, _, said in _kinds(areas, t)}


def _kinds(areas: pd.DataFrame, t: Translator) -> list[tuple[str, str, list[str | None]]]:
    """Key, label and words of types, changes of vintage, clusters and merged areas, if any."""
    types = {"area_type": t("Area type"), "area_type_own": t("Area type (own calculation)")}
    told = [
        (key, label, [None if v is None else said_area_type(v, t) for v in known(areas, key)])
        for key, label in types.items()
    ]
    changes = [t(CHANGES[str(v)]) if v in CHANGES else None for v in values(areas, _CHANGE)]
    told.append((_CHANGE, t("Change between vintages"), changes))
    told.append(("cluster", t("Cluster of need and travel time"), _clusters(areas, t)))
    merged = [None if v is None else str(v) for v in values(areas, _MERGED)]
    told.append((_MERGED, t("Merged areas"), merged))
    return [one for one in told if any(one[2])]


def _clusters(areas: pd.DataFrame, t: Translator) -> list[str | None]:
    """Each area's label, or why it has none; nothing where no area has been assessed."""
    given = zip(values(areas, "cluster"), values(areas, "cluster_why_not"), strict=True)
    found = [said_cluster(str(label), str(why), t) for label, why in given]
    is_told = set(values(areas, "cluster")) - {None, NOT_ASSESSED}
    return list(found) if is_told else [None] * len(areas)


def _credit(published: Published) -> str:
    """Name who made what is drawn, and the map library, once each; the page lists all sources."""
    sources = published.sources
    if "role" in sources:
        sources = sources[sources["role"].isin(_DRAWN)]
    publishers = [str(source) for source in values(sources, "source") if source]
    return " · ".join(dict.fromkeys([*publishers, f"Leaflet {LEAFLET_VERSION}"]))


def _texts(frame: pd.DataFrame, column: str, instead: Iterable[object]) -> list[str]:
    given = values(frame, column)
    return [
        str((other or "") if text is None else text)
        for text, other in zip(given, instead, strict=True)
    ]


def _area_columns(areas: pd.DataFrame, t: Translator) -> list[dict[str, Any]]:
    columns = [
        _column("name", t("Area"), "name"),
        _column("unit", t("Unit"), "text"),
        _column("flag", t("Flag"), "flag"),
        _column("people", t("People"), "count"),
        _column("need_index", t("Need index"), "number", decimals=2),
        _column("need_quintile", t("Need quintile"), "number"),
        _column("minutes", t("Travel time, median"), "minutes", decimals=1),
        _column("threshold", t("Threshold"), "minutes"),
        _column("share", t("Share within the threshold"), "share", decimals=1),
        _column("beyond", t("People beyond the threshold"), "count"),
        _column("mode", t("Deciding mode"), "text"),
        _column("site", t("Nearest vårdcentral"), "text"),
    ]
    columns += [_column(key, label, "text") for key, label, _ in _kinds(areas, t)]
    codes = [str(area_id) for area_id in areas.index]
    if _texts(areas, "name", areas.index) == codes:  # DeSO have codes and no names
        return columns
    return [*columns, _column("id", t("Area code"), "text")]


def _card_columns(t: Translator) -> list[dict[str, Any]]:
    """What the card of a chosen area says beside the table's columns."""
    return [
        _column("spar", t("Relative access (SPAR)"), "number", decimals=2),
        _column("stability", t("Flagged among the combinations tried"), "share"),
    ]


def _site_columns(t: Translator) -> list[dict[str, Any]]:
    return [
        _column("name", t("Site"), "text"),
        _column("type", t("Care type"), "text"),
        _column("unit", t("Unit"), "text"),
        _column("gsa", t("GSA"), "flag"),
        _column("context", t("Beyond the border"), "flag"),
        _column("hours", t("Opening hours"), "text"),
    ]


def _column(key: str, label: str, form: str, decimals: int = 0) -> dict[str, Any]:
    return {"key": key, "label": label, "form": form, "decimals": decimals}


def _sites(published: Published, t: Translator) -> dict[str, Any]:
    sites = published.sites
    kinds = [str(kind or "other") for kind in values(sites, "care_type")]
    names = published.units["name"].to_dict()
    units = values(sites, "unit_id")
    return {
        "name": _texts(sites, "name", sites.index),
        "kind": kinds,
        "type": [words.care_type(kind, t) for kind in kinds],
        "unit": [None if unit is None else str(names.get(unit, unit)) for unit in units],
        "gsa": [bool(flag) for flag in values(sites, "gsa")],
        "context": [bool(flag) for flag in values(sites, "context")],
        "hours": [
            None if hours is None else said_hours(str(hours), t)
            for hours in values(sites, "opening_hours")
        ],
        **closing_of_sites(published, t),
        "at": shapes.points(sites.geometry),
    }


def _units(published: Published) -> gpd.GeoSeries:
    return published.units.geometry


def _shapes(published: Published) -> dict[str, Any]:
    areas = shapes.generalise(published.areas.geometry, most_vertices=_AREA_VERTICES)
    units = shapes.generalise(_units(published), most_vertices=_LINE_VERTICES)
    borders = shapes.outlines(areas, values(published.areas, "unit_id"), units)
    found: dict[str, Any] = {"areas": shapes.encode(areas), "units": shapes.encode(borders)}
    for name in ("water", "roads"):
        layer = published.background.get(name)
        if layer is None or layer.empty:
            found[name] = []
            continue
        # One shape: neighbours of a sheet edge must not draw their common edge.
        joined = gpd.GeoSeries([shapely.union_all(_solid(layer.geometry))], crs=layer.crs)
        kept = shapes.generalise(joined, most_vertices=_LINE_VERTICES)
        found[name] = shapes.encode(kept)
    found["places"] = _places(published)
    return found


def _solid(geometry: gpd.GeoSeries) -> Any:  # noqa: ANN401 -- an array of shapes
    given = np.asarray(geometry.dropna().array, dtype=object)
    return np.where(shapely.is_valid(given), given, shapely.make_valid(given))


def _places(published: Published) -> list[dict[str, Any]]:
    """Names of places, in the order of the file: the first ones win where there is little room."""
    layer = published.background.get("places")
    if layer is None or layer.empty:
        return []
    named = zip(values(layer, "name"), shapes.points(layer.geometry), strict=True)
    found = [{"name": str(name), "at": at} for name, at in named if name and at]
    return found[:_MOST_PLACES]
