"""Random street graphs that have what street graphs have: ties, one-ways, zeros, several parts."""

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geoaccess.travel.kernels.units import NEVER


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    """Orders are kept in a folder of the tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEOACCESS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


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


@pytest.fixture
def random_graph():
    return Graph


@pytest.fixture(scope="session")
def porto_alegre(shared_data):
    """The streets of a real city, and hexagons on them."""
    import pandas as pd  # noqa: PLC0415
    import pyproj  # noqa: PLC0415

    from geoaccess.sources.streets import read_streets  # noqa: PLC0415
    from geoaccess.travel import Network, Places  # noqa: PLC0415

    folder = Path(shared_data) / "porto_alegre"
    hexagons = pd.read_csv(folder / "poa_hexgrid.csv")
    x, y = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:31982", always_xy=True).transform(
        hexagons["lon"].to_numpy(), hexagons["lat"].to_numpy()
    )
    places = Places(tuple(hexagons["id"]), np.asarray(x), np.asarray(y))
    return Network.build(read_streets(folder / "poa_osm.pbf", "EPSG:31982")), places
