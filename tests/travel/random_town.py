"""Random streets with places beside them, for what must hold of any."""

import numpy as np

from geoaccess.sources.streets import Streets, Turn
from geoaccess.travel import Network, Places


def forbidden(rng, ends):
    """Some turns from one way into another over the node they share."""
    for one in rng.choice(len(ends), 20):
        via = int(ends[one, 1])
        for other in np.flatnonzero(ends[:, 0] == via)[:1]:
            yield Turn(from_way=int(one), via=via, to_way=int(other), is_only=bool(rng.integers(2)))


def town(rng, *, size=20_000.0, nodes=60, sites=9, both_ways=False):
    """Random streets, one-way some of them, in a few parts, with turns and off-road places."""
    n = int(rng.integers(nodes // 2, nodes))
    x, y = rng.uniform(0, size, (2, n))
    near = [np.argsort(np.hypot(x - x[i], y - y[i]))[1:4] for i in range(n)]
    ends = np.array([(i, int(j)) for i in range(n) for j in near[i]])
    kinds = [
        {"highway": "residential"},
        {"highway": "motorway", "maxspeed": "110", "oneway": "yes"},
        {"highway": "secondary", "oneway": "yes"},
        {"route": "ferry", "duration": "20"},
    ]
    shares = [1, 0, 0, 0] if both_ways else [0.6, 0.1, 0.25, 0.05]
    streets = Streets(
        node_x=x,
        node_y=y,
        way_tags=tuple(kinds[i] for i in rng.choice(4, len(ends), p=shares)),
        segment_from=ends[:, 0].copy(),
        segment_to=ends[:, 1].copy(),
        segment_way=np.arange(len(ends)),
        turns=() if both_ways else tuple(forbidden(rng, ends)),
        way_ids=np.arange(len(ends)),
        node_sign={int(node): {"highway": "traffic_signals"} for node in rng.choice(n, 9)},
    )

    def places(prefix, count):
        ids = tuple(f"{prefix}{i}" for i in range(count))
        return Places(ids, *rng.uniform(-500, size + 500, (2, count)))

    return Network.build(streets), places("o", 25), places("s", sites)
