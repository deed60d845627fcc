"""Reading an OpenStreetMap extract as large as a country and building what a car may use of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import osmium
from harness import Job, Rival
from pyproj import Transformer
from roads import TAGS, drawn

from geoaccess.sources.streets import read_streets
from geoaccess.travel import Network
from geoaccess.travel.modes import make_mode

__all__ = ["JOBS"]

NODES = int(os.environ.get("BENCH_PBF_NODES", "10000000"))
_OF_PEER = 100_000
_CRS = "EPSG:3006"
_CORNER_M = (400_000, 6_400_000)


class Extracts(NamedTuple):
    """The whole network as a pbf, and one a hundredth as large as text for those who read text."""

    whole: Path
    part: Path


def extracts():
    """Both files; kept in a temporary folder between processes."""
    folder = Path(tempfile.gettempdir()) / "geoaccess-bench"
    folder.mkdir(exist_ok=True)
    made = Extracts(folder / f"roads-{NODES}.osm.pbf", folder / f"roads-{_OF_PEER}.osm")
    for file, nodes in zip(made, (NODES, _OF_PEER), strict=True):
        if not file.exists():
            beside = file.with_name(f"{os.getpid()}-{file.name}")
            _write(beside, drawn(nodes))
            beside.replace(file)
    return made


def _write(file, made):
    to_degrees = Transformer.from_crs(_CRS, "EPSG:4326", always_xy=True)
    lon, lat = to_degrees.transform(made.x + _CORNER_M[0], made.y + _CORNER_M[1])
    begins = np.flatnonzero(np.diff(made.road, prepend=-1))
    with osmium.SimpleWriter(str(file)) as writer:
        for number, place in enumerate(zip(lon.tolist(), lat.tolist(), strict=True), start=1):
            writer.add_node(osmium.osm.mutable.Node(id=number, version=1, location=place))
        ends = np.append(begins[1:], len(made.road)).tolist()
        for way, (begin, end) in enumerate(zip(begins.tolist(), ends, strict=True), start=1):
            nodes = [int(made.start[begin]) + 1, *(made.end[begin:end] + 1).tolist()]
            tags = TAGS[made.tags[made.road[begin]]]
            writer.add_way(osmium.osm.mutable.Way(id=way, version=1, nodes=nodes, tags=tags))


def _ours(files):
    streets = read_streets(files.whole, _CRS)
    car = Network.build(streets).of_mode(make_mode("car"))
    assert car.vertices == NODES
    return np.array([car.is_open.mean()])


def _osmnx(files):
    import osmnx  # noqa: PLC0415 -- only its own process loads it

    graph = osmnx.graph_from_xml(files.part, simplify=False, retain_all=True)
    graph = osmnx.project_graph(graph, to_crs=_CRS)
    graph = osmnx.add_edge_travel_times(osmnx.add_edge_speeds(graph, fallback=50))
    assert len(graph) == _OF_PEER
    return np.array([1.0])


JOBS = {
    "extract": Job(
        title=f"An extract of {NODES:,} nodes, read and built for cars",
        scene=extracts,
        rivals={
            "geoaccess, pbf": Rival(
                hold=lambda made: made,
                do=_ours,
                size=lambda made: made.whole.stat().st_size,
                repeats=1,
            ),
            f"OSMnx, text ({_OF_PEER:,} nodes)": Rival(
                hold=lambda made: made,
                do=_osmnx,
                size=lambda made: made.part.stat().st_size,
                part=_OF_PEER / NODES,
                repeats=1,
            ),
        },
    ),
}
