"""Random street graphs that have what street graphs have: ties, one-ways, zeros, several parts."""

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geoaccess.sources.streets import Streets, Turn
from geoaccess.study.model import ModeSettings
from geoaccess.travel import Network, Places
from geoaccess.travel.kernels.units import NEVER
from geoaccess.travel.modes import make_mode


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    """Orders are kept in a folder of the tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEOACCESS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def in_python():
    """A compiled loop in plain Python; itself where nothing is compiled (NUMBA_DISABLE_JIT=1)."""
    return lambda loop: getattr(loop, "py_func", loop)


@pytest.fixture(scope="session")
def not_compiled(in_python):
    """For as long as one is within, all loops that some modules know are run in plain Python."""

    @contextmanager
    def within(*modules):
        with pytest.MonkeyPatch.context() as patch:
            for module in modules:
                for name, loop in list(vars(module).items()):
                    if hasattr(loop, "py_func"):
                        patch.setattr(module, name, in_python(loop))
            yield

    return within


class Graph:
    """Arcs with whole units: few values, so that ties are common; zero and closed among them."""

    def __init__(self, seed, *, most=40, one_way=0.3):
        rng = np.random.default_rng(seed)
        self.vertices = int(rng.integers(2, most + 1))
        edges = int(rng.integers(1, 2 * self.vertices))
        self.x, self.y = rng.integers(0, 12, (2, self.vertices)).astype(float)
        self.start, self.end = rng.integers(0, self.vertices, (2, edges))
        there, back = rng.choice([0, 1, 1, 2, 3, 5, 8, 1000], (2, edges))
        back = np.where(rng.uniform(size=edges) < one_way, NEVER, back)
        self.tail = np.concatenate([self.start, self.end])
        self.head = np.concatenate([self.end, self.start])
        self.units = np.concatenate([there, back]).astype(np.uint32)
        self.rng = rng

    def closed(self, which):
        """The same graph with some arcs closed."""
        units = self.units.copy()
        units[which] = NEVER
        return units

    def to(self, sites, units=None):
        """Units from every vertex to each site by scipy, ``(vertex, site)``."""
        units = self.units if units is None else units
        best = np.full((self.vertices, self.vertices), np.inf)
        is_open = units < NEVER
        np.minimum.at(best, (self.head[is_open], self.tail[is_open]), units[is_open])
        row, column = np.nonzero(np.isfinite(best))
        arcs = csr_array((best[row, column], (row, column)), shape=best.shape)
        return np.minimum(dijkstra(arcs, indices=sites).T, NEVER).astype(np.uint32)


@pytest.fixture(scope="session")
def random_graph():
    return Graph


def a_town(seed):
    """Streets some of which lie on each other, some one-way, in parts that may not join."""
    rng = np.random.default_rng(seed)
    nodes, edges = int(rng.integers(2, 14)), int(rng.integers(1, 24))
    ends = np.array([rng.choice(nodes, 2, replace=False) for _ in range(edges)])
    tags = [
        {"highway": ("residential", "primary")[rng.integers(2)]}
        | ({"oneway": "yes"} if rng.uniform() < 0.4 else {})
        for _ in range(edges)
    ]
    streets = Streets(
        node_x=rng.integers(0, 8, nodes) * 70.0,
        node_y=rng.integers(0, 8, nodes) * 70.0,
        way_tags=tuple(tags),
        segment_from=ends[:, 0].copy(),
        segment_to=ends[:, 1].copy(),
        segment_way=np.arange(edges),
        node_barrier={0: {"barrier": "gate", "access": "no"}} if rng.uniform() < 0.3 else {},
        turns=tuple(some_turns(rng, ends)),
    )
    return rng, Network.build(streets)


def some_turns(rng, ends):
    """Restrictions of turns at crossings, from any street there into any, some for all but cars."""
    for _ in range(int(rng.integers(0, 8))):
        via = int(rng.choice(ends.ravel()))
        there = np.flatnonzero((ends == via).any(axis=1))
        from_way, to_way = map(int, rng.choice(there, 2))
        yield Turn(
            from_way=from_way,
            via=via,
            to_way=to_way,
            is_only=bool(rng.uniform() < 0.3),
            excepted=frozenset({"motorcar"} if rng.uniform() < 0.1 else ()),
        )


def some_places(rng, prefix, n):
    """On a coarse grid: several share a street, a spot on it, or an end."""
    xy = rng.integers(-1, 17, (2, n)) * 35.0
    return Places(tuple(f"{prefix}{i}" for i in range(n)), *xy)


def a_mode(rng):
    name = ("walk", "bicycle", "car")[rng.integers(3)]
    cutoff = (1.0, 4.0, 90.0, 1000.0)[rng.integers(4)]
    mode = make_mode(name, ModeSettings(cutoff_min=cutoff, max_snap_m=120.0))
    part = mode.network.model_copy(
        update={
            "min_part_km": (0.0, 0.2)[rng.integers(2)],
            # Near nought, streets without length take no whole unit of time.
            "shortest_s": (0.1, 1e-9)[rng.integers(2)],
        }
    )
    return replace(mode, network=part)


@pytest.fixture(scope="session")
def town():
    """Draw of a seed: a network; places beside it; a mode."""
    return a_town, some_places, a_mode


@pytest.fixture(scope="session")
def porto_alegre(shared_data):
    """The streets of a real city, and hexagons on them."""
    import pandas as pd  # noqa: PLC0415
    import pyproj  # noqa: PLC0415

    from geoaccess.sources.streets import read_streets  # noqa: PLC0415

    folder = Path(shared_data) / "porto_alegre"
    hexagons = pd.read_csv(folder / "poa_hexgrid.csv")
    x, y = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:31982", always_xy=True).transform(
        hexagons["lon"].to_numpy(), hexagons["lat"].to_numpy()
    )
    places = Places(tuple(hexagons["id"]), np.asarray(x), np.asarray(y))
    return Network.build(read_streets(folder / "poa_osm.pbf", "EPSG:31982")), places
