"""A made-up road network as large as a country's, from a seed.

Crossings at random places, joined like neighbours are (Delaunay), thinned to a tree and half as
many roads again; bends along the roads make up seven in ten nodes. Some roads are faster, some
one-way; the tree stays open both ways, so that everything can be reached.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial import Delaunay

from geoaccess import travel
from geoaccess.sources.streets import Streets, read_streets
from geoaccess.travel import Network
from geoaccess.travel.modes import make_mode

__all__ = ["NODES", "TAGS", "drawn", "usable"]

NODES = int(os.environ.get("BENCH_NODES", "1000000"))
_EXTRACT, _CRS = os.environ.get("BENCH_EXTRACT", ""), os.environ.get("BENCH_CRS", "EPSG:3006")
_SEED = 20_26
_CROSSINGS, _ROADS_PER_CROSSING, _ONE_WAY = 0.3, 1.55, 0.08
_APART_M = 500
_CLASSES = ("residential", "tertiary", "secondary", "trunk")
_SHARES = (0.7, 0.2, 0.08, 0.02)


def usable(mode, nodes=NODES, *, as_given=False):
    """What a mode may use of the network, its nodes numbered by place or as they are given.

    Kept between processes for as long as the code is.
    """
    folder = Path(tempfile.gettempdir()) / "geoaccess-bench"
    drawn_or_read = hashlib.sha256(f"{nodes} {_SEED} {_EXTRACT} {_CRS}".encode()).hexdigest()[:12]
    build, numbers = (Network.of, "-as-given") if as_given else (Network.build, "")
    file = folder / f"{mode}-{drawn_or_read}-{_code()}{numbers}.pickle"
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        streets = read_streets(Path(_EXTRACT), _CRS) if _EXTRACT else _streets(nodes)
        made = build(streets).of_mode(make_mode(mode))
        beside = file.with_suffix(f".{os.getpid()}")
        beside.write_bytes(pickle.dumps(made))
        beside.replace(file)
    return pickle.loads(file.read_bytes())  # noqa: S301 -- what was written above


def _code():
    """A digest of what builds the network: what older code has built is built anew."""
    sources = [Path(__file__), *sorted(Path(travel.__file__).parent.glob("*.py"))]
    return hashlib.sha256(b"".join(each.read_bytes() for each in sources)).hexdigest()[:12]


class Drawn(NamedTuple):
    """Where nodes lie (metres); of each piece of road its road and ends; of each road its tags."""

    x: np.ndarray
    y: np.ndarray
    road: np.ndarray
    start: np.ndarray
    end: np.ndarray
    tags: np.ndarray


TAGS = tuple({"highway": name} | extra for extra in ({}, {"oneway": "yes"}) for name in _CLASSES)


def drawn(nodes):
    """The network, its nodes numbered in no order; tags are places in `TAGS`."""
    rng = np.random.default_rng(_SEED)
    crossings = int(nodes * _CROSSINGS)
    places = rng.random((crossings, 2)) * np.sqrt(crossings) * _APART_M
    roads, is_tree = _roads(places, rng)
    length = np.hypot(*(places[roads[:, 0]] - places[roads[:, 1]]).T)
    bends = np.bincount(
        rng.choice(len(roads), nodes - crossings, p=length / length.sum()), minlength=len(roads)
    )
    road, start, end, xy = _bent(places, roads, bends, rng)
    kind = rng.choice(len(_CLASSES), len(roads), p=_SHARES)
    one_way = (rng.random(len(roads)) < _ONE_WAY) & ~is_tree
    number = rng.permutation(nodes)
    x, y = np.empty((2, nodes))
    x[number], y[number] = xy.T
    return Drawn(x, y, road, number[start], number[end], kind + len(_CLASSES) * one_way)


def _streets(nodes):
    made = drawn(nodes)
    return Streets(
        node_x=made.x,
        node_y=made.y,
        way_tags=TAGS,
        segment_from=made.start,
        segment_to=made.end,
        segment_way=made.tags[made.road],
    )


def _roads(places, rng):
    """Pairs of crossings that are joined, and which of them make up the tree."""
    corners = Delaunay(places).simplices
    pairs = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])
    pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    length = np.hypot(*(places[pairs[:, 0]] - places[pairs[:, 1]]).T)
    n = len(places)
    tree = minimum_spanning_tree(csr_array((length, pairs.T), shape=(n, n))).tocoo()
    in_tree = np.sort(np.column_stack(tree.coords), axis=1).astype(np.int64) @ [n, 1]
    is_tree = np.isin(pairs.astype(np.int64) @ [n, 1], in_tree)
    more = int(n * _ROADS_PER_CROSSING) - int(is_tree.sum())
    kept = is_tree.copy()
    kept[rng.choice(np.flatnonzero(~is_tree), more, replace=False)] = True
    return pairs[kept], is_tree[kept]


def _bent(places, roads, bends, rng):
    """Road and ends of each segment, and where crossings and bends lie."""
    pieces = bends + 1
    road = np.repeat(np.arange(len(roads)), pieces)
    place = np.arange(len(road)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    bend = len(places) + np.repeat(np.cumsum(bends) - bends, pieces) + place
    start = np.where(place == 0, roads[road, 0], bend - 1)
    is_last = place == bends[road]
    end = np.where(is_last, roads[road, 1], bend)
    along = ((place + 1) / pieces[road])[:, None]
    here, there = places[roads[road, 0]], places[roads[road, 1]]
    spots = (here + along * (there - here))[~is_last]
    return road, start, end, np.concatenate([places, spots + rng.normal(0, 8, spots.shape)])
