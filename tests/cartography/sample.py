"""A made-up region as `Published`: what the map's tests draw. Seeded; nothing of it is real."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geoaccess.result.indicators import SITE_COLUMNS, UNIT_COLUMNS, VERDICT_COLUMNS
from geoaccess.result.published import Head, Published

CRS = "EPSG:3006"
X0, Y0, WIDTH, HEIGHT = 600_000, 6_600_000, 90_000, 70_000
UNITS = (
    "0901-norra-staden",
    "0901-sodra-staden",
    "0902-granby",
    "0903-alsjo",
    "0904-havsvik",
    "0905-ostmark",
)
UNIT_NAMES = ("Norra staden", "Södra staden", "Granby", "Älsjö", "Havsvik", "Östmark")

# What a name must never do, and how it must look all the same.
HOSTILE = (
    "</script><script>window.__pwned=1</script>",
    "{{ 7*7 }}",
    "{% raise %}",
    "{# gone #}",
    "{{cycler.__init__.__globals__.os.popen('id').read()}}",
    '<img src=x onerror="window.__pwned=1">',
    "`${window.__pwned=1}`",
    "\"'>&amp;<b>fet</b>",
    "rad\u2028skil\u2029jare",
    "nul\x00l",
    "\u202egnavläk\u202c",
    "=HYPERLINK(1)",
    "[[licence_text]]",
    "<!-- kommentar -->",
)


def make_published(count: int = 120, *, names=None, language="sv", seed: int = 7) -> Published:
    """A region of `count` areas in six units, with coast, roads, sites and every kind of value."""
    rng = np.random.default_rng(seed)
    land = _land()
    seeds = _seeds(rng, count, land)
    areas = _areas(rng, seeds, land)
    units = _units(areas)
    published = Published(
        head=_head(language),
        areas=areas,
        units=units,
        wholes=units.iloc[:0],
        sites=_sites(rng, areas),
        verdicts=pd.DataFrame(columns=[c.name for c in VERDICT_COLUMNS]),
        shares=pd.DataFrame(),
        shares_by_mode=pd.DataFrame(),
        balance=pd.DataFrame(),
        sources=pd.DataFrame(
            {
                "role": ["areas", "statistics[0]", "sites[0]"],
                "source": ["SCB", "SCB", "Region Exempel"],
                "licence": ["CC0 1.0", "CC0 1.0", "intern"],
                "url": ["https://www.scb.se/", "https://www.scb.se/", ""],
                "vintage": ["2025", "2024-12-31", "2026-10-01"],
            }
        ),
        notices=pd.DataFrame(),
        reach=_reach(land),
        background=_background(land, seeds),
    )
    return published if names is None else renamed(published, names)


def renamed(published: Published, names) -> Published:
    """Give areas, units, sites and places the names, over and over."""

    def cycle(frame, column="name"):
        found = [names[i % len(names)] for i in range(len(frame))]
        return frame.assign(**{column: found})

    units = cycle(published.units)
    areas = cycle(published.areas)
    areas["unit_name"] = areas["unit_id"].map(units["name"])
    areas["nearest_site_name"] = [names[i % len(names)] for i in range(len(areas))]
    areas["reasons_sv"] = [names[(i + 3) % len(names)] for i in range(len(areas))]
    background = {**published.background, "places": cycle(published.background["places"])}
    return dataclasses.replace(
        published,
        areas=areas,
        units=units,
        sites=cycle(published.sites),
        sources=published.sources.assign(source=[names[i] for i in range(3)]),
        background=background,
        head=dataclasses.replace(
            published.head, name=names[0], region=names[1], stamps={"sv": tuple(names), "en": ()}
        ),
    )


def _head(language) -> Head:
    return Head(
        study_id="exempel",
        name="Tillgång till primärvård i Exempellän",
        region="Region Exempel",
        date=dt.date(2026, 11, 22),
        language=language,
        synthetic=True,
        estimate=True,
        version="0.1.0",
        run_id="20261122-0001",
        contact="halsoplanering@exempel.se",
        stamps={
            "sv": (
                "Påhittade data: länet finns inte.",
                "Restiderna är uppskattade längs fågelvägen.",
                "Reglerna är geoaccess arbetsregler, inte regionens beslutade principer.",
            ),
            "en": (
                "Synthetic data: the county does not exist.",
                "Travel times are straight-line estimates.",
                "The rules are geoaccess' working rules, not the region's decided principles.",
            ),
        },
        marks={
            "sv": ("Påhittade data: länet finns inte.",),
            "en": ("Synthetic data: the county does not exist.",),
        },
        need_label={"sv": "Care Need Index (CNI)", "en": "Care Need Index (CNI)"},
        rule_label={"sv": "Regelpaket Stockholm, arbetsutgåva", "en": "Rule pack Stockholm, draft"},
        min_count=5,
    )


def _wave(points: np.ndarray) -> np.ndarray:
    """Bend the plane a little: straight borders become winding, shared ones stay shared."""
    x, y = points.T
    across = 600 * np.sin(y / 2_300) + 260 * np.sin(y / 610 + x / 900)
    along = 600 * np.sin(x / 2_700) + 260 * np.sin(x / 530 - y / 800)
    return np.round(points + np.column_stack([across, along]) / 2, 1)


def _winding(shape, step: float = 250):
    return shapely.transform(shapely.segmentize(shape, step), _wave)


def _land():
    coast = [
        (X0, Y0),
        (X0 + 0.62 * WIDTH, Y0),
        (X0 + 0.72 * WIDTH, Y0 + 0.25 * HEIGHT),
        (X0 + 0.68 * WIDTH, Y0 + 0.5 * HEIGHT),
        (X0 + 0.85 * WIDTH, Y0 + 0.75 * HEIGHT),
        (X0 + 0.8 * WIDTH, Y0 + HEIGHT),
        (X0, Y0 + HEIGHT),
    ]
    return shapely.Polygon(coast)


def _seeds(rng, count, land):
    """Most people live in two towns; areas are small there."""
    found = []
    centres = np.array(
        [[X0 + 0.3 * WIDTH, Y0 + 0.45 * HEIGHT], [X0 + 0.58 * WIDTH, Y0 + 0.75 * HEIGHT]]
    )
    while len(found) < count:
        if len(found) % 5 < 3:
            point = centres[rng.integers(2)] + rng.normal(0, 4_500, 2)
        else:
            point = np.array([X0, Y0]) + rng.random(2) * (WIDTH, HEIGHT)
        apart = min((np.hypot(*(point - other)) for other in found), default=np.inf)
        if apart > 60_000 / count and land.contains(shapely.Point(point)):
            found.append(point)
    return np.array(found)


def _cells(seeds, land):
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.MultiPoint(seeds), extend_to=land, ordered=True)
    )
    clipped = [
        max(shapely.get_parts(c), key=shapely.area) for c in shapely.intersection(cells, land)
    ]
    # One precision for all: corners where three meet are then the same corner.
    return list(_winding(shapely.set_precision(clipped, 1.0)))


def _areas(rng, seeds, land) -> gpd.GeoDataFrame:
    count = len(seeds)
    towards = np.hypot(*(seeds - (X0 + 0.3 * WIDTH, Y0 + 0.45 * HEIGHT)).T) / 1000
    minutes = np.round(np.clip(2 + towards * 0.8 + rng.normal(0, 3, count), 1, None), 1)
    people = rng.integers(700, 2_600, count).astype(float)
    need = np.round(np.clip(rng.normal(1, 0.3, count), 0.4, 2.4), 2)
    order = np.argsort(np.argsort(need))
    percentile = np.round(100 * order / (count - 1), 1)
    threshold = np.where(towards < 8, 10.0, np.where(towards < 25, 20.0, 30.0))
    share = np.round(np.clip(1.25 - minutes / threshold / 2, 0, 1), 3)
    sector = np.minimum((np.arctan2(*(seeds - seeds.mean(axis=0)).T) / np.pi + 1) * 3, 5.99)
    flagged = (percentile >= 70) & (share < 0.8)
    frame = gpd.GeoDataFrame(
        {
            "name": [f"Område {i + 1}" for i in range(count)],
            "unit_id": [UNITS[int(s)] for s in sector],
            "settlement": np.where(towards < 8, "C", "A"),
            "people": people,
            "people_status": "ok",
            "age_65plus": np.round(people * 0.22),
            "age_65plus_status": "ok",
            "age_80plus": np.round(people * 0.06),
            "age_80plus_status": "ok",
            "need_index": need,
            "need_percentile": percentile,
            "need_quintile": np.minimum(percentile // 20 + 1, 5),
            "mode": np.where(towards < 4, "walk", "car"),
            "threshold_min": threshold,
            "minutes_median": minutes,
            "minutes_p90": np.round(minutes * 1.4, 1),
            "minutes_status": "ok",
            "share_within": share,
            "people_beyond": np.round(people * (1 - share)),
            "people_beyond_status": "ok",
            "people_without_time": 0.0,
            "people_without_time_status": "ok",
            "nearest_site_id": "S1",
            "nearest_site_name": "Centrums vårdcentral",
            "nearest_unit_name": "Norra staden",
            "supply_per_1000": 0.61,
            "spar": 1.0,
            "flag": np.where(
                flagged,
                "flagged",
                np.where((percentile < 20) & (share > 0.9), "low_need_high_access", "not_flagged"),
            ),
            "flag_class": np.where(np.abs(share - 0.8) < 0.05, "borderline", "clear"),
            "flag_stability": 0.9,
            "priority": np.round(people * (1 - share) * need),
            "priority_status": "ok",
            "reasons_sv": "Behovet är i högsta femtedelen och fler än 20 % har längre än godtagbar "
            "restid med bil. Gäller vid alla prövade gränser.",
            "reasons_en": "Need is in the highest fifth and more than 20 % have a longer journey "
            "by car than is acceptable.",
        },
        geometry=_cells(seeds, land),
        index=pd.Index([f"090{1 + i % 5}C{1010 + 10 * i}" for i in range(count)], name="area_id"),
        crs=CRS,
    )
    frame["unit_name"] = frame["unit_id"].map(dict(zip(UNITS, UNIT_NAMES, strict=True)))
    return _with_gaps(frame)


def _with_gaps(frame):
    """One area each without a way, beyond the cutoff, unsnapped, protected, unknown, empty."""
    edge = list(frame.index[frame["minutes_median"].to_numpy().argsort()[::-1][:5]])
    for area_id, status in zip(
        edge, ("unreachable", "beyond_cutoff", "not_snapped", "no_service", "no_data"), strict=True
    ):
        frame.loc[area_id, ["minutes_median", "minutes_p90", "share_within"]] = np.nan
        frame.loc[area_id, "minutes_status"] = status
        frame.loc[area_id, "flag"] = "not_assessable"
    protected, unknown, empty = frame.index[3], frame.index[4], frame.index[8]
    frame.loc[protected, ["people", "people_beyond"]] = np.nan
    frame.loc[protected, ["people_status", "people_beyond_status"]] = "suppressed"
    frame.loc[unknown, "people"] = np.nan
    frame.loc[unknown, "people_status"] = "missing"
    frame.loc[unknown, ["need_index", "need_percentile", "need_quintile"]] = np.nan
    frame.loc[unknown, "flag"] = "not_assessable"
    frame.loc[empty, ["people", "people_beyond"]] = 0.0
    frame.loc[empty, ["minutes_median", "share_within"]] = np.nan
    frame.loc[empty, "flag"] = "not_assessable"
    return frame


def _units(areas) -> gpd.GeoDataFrame:
    found = areas[["unit_id", "geometry"]].dissolve("unit_id")
    names = dict(zip(UNITS, UNIT_NAMES, strict=True))
    given = {c.name: np.nan for c in UNIT_COLUMNS if c.name != "unit_id"}
    return found.assign(**{**given, "name": found.index.map(names), "kind": "kommun"})


def _sites(rng, areas) -> gpd.GeoDataFrame:
    kinds = ["vardcentral"] * 20 + ["filial"] * 3 + ["narakut", "bvc", "bvc", "mvc", "rehab"]
    kinds += ["digital", "vardcentral", "vardcentral"]
    inside = areas.geometry.representative_point().to_numpy()
    at = list(rng.choice(inside, len(kinds) - 3, replace=len(inside) < len(kinds)))
    at += [None, shapely.Point(X0 - 3_000, Y0 + 20_000), shapely.Point(X0 - 2_000, Y0 + 50_000)]
    count = len(kinds)
    frame = gpd.GeoDataFrame(
        {c.name: [None] * count for c in SITE_COLUMNS if c.name != "site_id"},
        geometry=at,
        index=pd.Index([f"S{i + 1}" for i in range(count)], name="site_id"),
        crs=CRS,
    )
    frame["name"] = [f"{UNIT_NAMES[i % 6]}s mottagning {i + 1}" for i in range(count)]
    frame["care_type"] = kinds
    frame["unit_id"] = [UNITS[i % 6] for i in range(count - 2)] + [None, None]
    frame["context"] = [False] * (count - 2) + [True, True]
    frame["gsa"] = [i < 6 for i in range(count)]
    frame["opening_hours"] = "Mo-Fr 08:00-17:00"
    return frame


def _reach(land) -> gpd.GeoDataFrame:
    """Ground around the first town, one time around the other, and the rest of the land."""
    town = shapely.Point(X0 + 0.3 * WIDTH, Y0 + 0.45 * HEIGHT)
    far = shapely.MultiPolygon([shapely.box(X0 + 60_000, Y0 + 50_000, X0 + 63_000, Y0 + 53_000)])
    drawn = [town.buffer(width, cap_style="square") for width in (3_000, 8_000, 15_000)]
    drawn = [*drawn[:2], shapely.union(drawn[2], far), land]
    return gpd.GeoDataFrame({"minutes": [5.0, 10.0, 20.0, np.nan]}, geometry=drawn, crs=CRS)


def _background(land, seeds) -> dict:
    box = shapely.box(X0 - 90_000, Y0 - 60_000, X0 + WIDTH + 90_000, Y0 + HEIGHT + 60_000)
    east = shapely.box(X0 + 0.3 * WIDTH, Y0 - 60_000, X0 + WIDTH + 90_000, Y0 + HEIGHT + 60_000)
    lake = shapely.Point(X0 + 18_000, Y0 + 50_000).buffer(4_000)
    coast = _winding(land)
    water = shapely.union(shapely.difference(shapely.intersection(box, east), coast), lake)
    towns = [(X0 + 27_000, Y0 + 31_500), (X0 + 52_000, Y0 + 52_500), (X0 + 5_000, Y0 + 10_000)]
    roads = [_winding(shapely.LineString([a, b])) for a, b in itertools.pairwise(towns)]
    roads.append(_winding(shapely.LineString([towns[0], (X0 + 55_000, Y0 + 5_000)])))
    names = ["Centralort", "Havsvik", "Granby", "Lillkyrka", "Ön"]
    spots = [shapely.Point(p) for p in [*towns, (X0 + 40_000, Y0 + 62_000), seeds[3]]]
    return {
        "water": gpd.GeoDataFrame(geometry=[water], crs=CRS),
        "roads": gpd.GeoDataFrame(geometry=roads, crs=CRS),
        "places": gpd.GeoDataFrame({"name": names}, geometry=spots, crs=CRS),
    }
