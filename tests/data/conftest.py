"""An independent reading of the raw files of Exempellän: nothing here knows geoaccess."""

import json
import tomllib
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
import osmium
import pandas as pd
import pytest
import shapely
from pyproj import Transformer
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

FOLDER = Path(__file__).resolve().parents[2] / "data" / "exempellan"
STUDY_DATE = pd.Timestamp("2026-10-01")
SPEEDS_KMH = {
    "motorway": 110, "motorway_link": 60, "trunk": 90, "primary": 80, "secondary": 70,
    "tertiary": 60, "unclassified": 50, "residential": 30, "living_street": 7, "service": 15,
    "track": 20,
}  # fmt: skip
TERMINAL_MIN = 2.0
NEVER = 1e6
WALK_M_PER_MIN = 80.4
CNI_WEIGHTS = [3.23, 5.72, 6.15, 4.19, 4.19, 5.13, 3.97]
CNI_REFERENCE = 2.4761
CUTOFF_MIN = {"A": 20, "B": 10, "C": 10, "island": 30}


class RawStudy:
    """Areas, people, need, sites and car times, straight from the files."""

    def __init__(self):
        self.planted = tomllib.loads((FOLDER / "planted.toml").read_text(encoding="utf-8"))

    @cached_property
    def areas(self):
        collection = json.loads((FOLDER / "deso_2025.geojson").read_text(encoding="utf-8"))
        shapes = {
            f["properties"]["desokod"]: shapely.from_geojson(json.dumps(f["geometry"]))
            for f in collection["features"]
        }
        people = pd.read_csv(FOLDER / "folkmangd_deso_2024.csv")
        people = people[people["Alder"] == "totalt"]
        code = people["Region"].str.removesuffix("_DeSO2025")
        people = people.set_index(code)["000007Y7 2024"]
        areas = pd.DataFrame({"shape": pd.Series(shapes, dtype=object)})
        areas["people"] = people.reindex(areas.index)
        areas["cni"] = self.cni.reindex(areas.index)
        ranked = areas.dropna(subset="cni").sort_values("cni")
        share = ranked["people"] / ranked["people"].sum()
        areas["percentile"] = 100 * (share.cumsum() - share / 2)
        return areas

    @cached_property
    def cni(self):
        counts = pd.read_excel(FOLDER / "cni_2024.xlsx", header=2, engine="calamine")
        counts = counts.set_index("DeSO").apply(pd.to_numeric, errors="coerce")
        index = (counts.iloc[:, :7] * CNI_WEIGHTS).sum(axis=1, skipna=False)
        return index / counts["Befolkning"] / CNI_REFERENCE

    @cached_property
    def points(self):
        """Populated cells, and the middle of each area that has none."""
        cells = pd.read_csv(FOLDER / "befolkning_250m.csv", dtype={"rutid_scb": str})
        centre = shapely.points(
            cells["rutid_scb"].str[:7].astype(float) + 125,
            cells["rutid_scb"].str[7:].astype(float) + 125,
        )
        shapes = self.areas["shape"]
        cell, area = shapely.STRtree(shapes.to_numpy()).query(centre, predicate="within")
        points = pd.DataFrame(
            {
                "area": shapes.index[area],
                "people": cells["beftotalt"].to_numpy()[cell],
                "at": centre[cell],
            }
        )
        bare = [code for code in shapes.index if code not in set(points["area"])]
        middles = [shapely.point_on_surface(shapes[code]) for code in bare]
        extra = pd.DataFrame({"area": bare, "people": 1, "at": middles})
        points = pd.concat([points, extra], ignore_index=True)
        return points.assign(unit=self.unit_of(points["at"]))

    @cached_property
    def units(self):
        collection = json.loads((FOLDER / "stadsdelsomraden.geojson").read_text(encoding="utf-8"))
        units = {
            f["properties"]["sdo_kod"]: shapely.from_geojson(json.dumps(f["geometry"]))
            for f in collection["features"]
        }
        kommun = self.areas.index.str[:4]
        for code in sorted(set(kommun) - {"9901"}):
            units[code] = shapely.union_all(self.areas["shape"][kommun == code].to_numpy())
        return units

    def unit_of(self, points):
        names = np.array([*self.units, ""])
        at = np.asarray(points, dtype=object)
        point, unit = shapely.STRtree(list(self.units.values())).query(at, predicate="intersects")
        found = np.full(len(at), len(self.units))
        found[point] = unit
        return names[found]

    @cached_property
    def site_list(self):
        return pd.read_excel(FOLDER / "vardenheter.xlsx", engine="calamine")

    @cached_property
    def sites(self):
        """Open vårdcentraler and filialer, and those of the neighbouring county."""
        sites = self.site_list
        end = pd.to_datetime(sites["Giltig till"])
        counts = sites["Typ"].isin(["Vårdcentral", "Filial"]) & ~(end < STUDY_DATE)
        own = sites[counts]
        at = shapely.points(own["Sweref99Y"], own["Sweref99X"])
        own = pd.DataFrame({"id": own["HSA-id"], "at": at, "neighbour": False})
        across = pd.read_csv(
            FOLDER / "grannlan_vardcentraler.csv", sep=";", decimal=",", encoding="cp1252"
        )
        to_metres = Transformer.from_crs("EPSG:4326", "EPSG:3006", always_xy=True)
        at = shapely.points(*to_metres.transform(across["lon"], across["lat"]))
        across = pd.DataFrame({"id": across["id"], "at": at, "neighbour": True})
        sites = pd.concat([own, across], ignore_index=True)
        return sites.assign(unit=self.unit_of(sites["at"]))

    @cached_property
    def streets(self):
        return Streets()

    def minutes(self, factor, sites=None):
        """Door to door car minutes from each point to the nearest of some sites."""
        sites = self.sites if sites is None else sites
        return self.streets.minutes(self.points["at"], sites["at"], factor)

    def share_beyond(self, minutes, stretch=1.0):
        """Share of each area's people beyond its cutoff, times a stretch."""
        island = self.planted["island"]["area"]
        kind = self.points["area"].str[4].where(self.points["area"] != island, "island")
        beyond = minutes > kind.map(CUTOFF_MIN) * stretch
        people = self.points["people"]
        by_area = (people * beyond).groupby(self.points["area"]).sum()
        return by_area / people.groupby(self.points["area"]).sum()

    def flagged(self, minutes, stretch=1.0):
        areas = self.areas
        beyond = self.share_beyond(minutes, stretch).reindex(areas.index)
        high = areas["percentile"] >= 80
        return set(areas.index[high & (beyond > 0.2) & (areas["people"] >= 50)])


class Streets:
    """Car streets as directed segments, with points snapped to the nearest segment."""

    def __init__(self):
        self.read()
        both = csr_array(
            (np.ones(len(self.ends)), (self.ends[:, 0], self.ends[:, 1])), shape=(self.n, self.n)
        )
        _, label = connected_components(both, directed=False)
        self.main = label == np.bincount(label[self.ends[:, 0]]).argmax()
        self.snappable = np.flatnonzero(self.main[self.ends[:, 0]] & ~self.is_ferry)
        lines = shapely.linestrings(self.xy[self.ends[self.snappable]])
        self.lines, self.tree = lines, shapely.STRtree(lines)

    def read(self):
        place, bollards, segments = {}, set(), []
        for item in osmium.FileProcessor(FOLDER / "gator.osm.pbf"):
            if item.is_node():
                place[item.id] = (item.location.lon, item.location.lat)
                if item.tags.get("barrier") == "bollard":
                    bollards.add(item.id)
            elif item.is_way():
                segments += list(_segments([n.ref for n in item.nodes], dict(item.tags)))
        number = {node: k for k, node in enumerate(place)}
        to_metres = Transformer.from_crs("EPSG:4326", "EPSG:3006", always_xy=True)
        self.n = len(number)
        self.xy = np.column_stack(to_metres.transform(*np.array(list(place.values())).T))
        segments = [s for s in segments if not bollards & {s[0], s[1]}]
        self.ends = np.array([[number[a], number[b]] for a, b, *_ in segments])
        metres = np.hypot(*(self.xy[self.ends[:, 0]] - self.xy[self.ends[:, 1]]).T)
        kmh, duration, self.oneway = (np.array([s[k] for s in segments]) for k in (2, 3, 4))
        self.is_ferry = duration > 0
        # A ferry's minutes belong to the whole way: shared by length.
        ferry = np.where(self.is_ferry, metres, 0)
        self.sea_min = duration * ferry / max(ferry.sum(), 1)
        self.road_min = np.where(self.is_ferry, 0, metres / kmh * 60 / 1000)

    def minutes(self, origins, sites, factor):
        forward = self.road_min / factor + self.sea_min
        backward = np.where(self.oneway, NEVER, forward)
        site_segment, site_share, site_walk = self.snap(sites)
        door = self.n + np.arange(len(site_segment))
        one, other = self.ends[site_segment].T
        # Edges point from the site outwards, so the search runs backwards in time.
        start = np.concatenate([self.ends[:, 1], self.ends[:, 0], door, door])
        end = np.concatenate([self.ends[:, 0], self.ends[:, 1], one, other])
        weight = np.concatenate(
            [
                forward,
                backward,
                site_share * forward[site_segment] + site_walk,
                (1 - site_share) * backward[site_segment] + site_walk,
            ]
        )
        kept = weight < NEVER / 100
        size = self.n + len(door)
        graph = csr_array((weight[kept] + 1e-9, (start[kept], end[kept])), shape=(size, size))
        reach = dijkstra(graph, indices=door, min_only=True)
        segment, share, walk = self.snap(origins)
        one, other = self.ends[segment].T
        ahead = (1 - share) * forward[segment] + reach[other]
        behind = share * backward[segment] + reach[one]
        return np.minimum(ahead, behind) + walk + TERMINAL_MIN

    def snap(self, points):
        at = np.asarray(points, dtype=object)
        (_, line), distance = self.tree.query_nearest(at, return_distance=True, all_matches=False)
        share = shapely.line_locate_point(self.lines[line], at, normalized=True)
        return self.snappable[line], share, distance / WALK_M_PER_MIN


def _segments(nodes, tags):
    if tags.get("motor_vehicle") == "no" or tags.get("access") in {"private", "no"}:
        return
    duration, kmh = 0.0, 0.0
    if tags.get("route") == "ferry":
        hours, minutes = tags["duration"].split(":")
        duration = 60.0 * int(hours) + int(minutes)
        kmh = 1.0
    elif tags.get("highway") in SPEEDS_KMH:
        kmh = float(tags.get("maxspeed", SPEEDS_KMH[tags["highway"]]))
    else:
        return
    oneway = tags.get("oneway") == "yes" or tags.get("junction") == "roundabout"
    for one, other in pairwise(nodes):
        yield one, other, kmh, duration, oneway


@pytest.fixture(scope="session")
def raw():
    return RawStudy()


@pytest.fixture(scope="session")
def folder():
    return FOLDER
