"""How much memory travel times along streets take, told before any are worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.travel.kernels.choice import is_for_a_hierarchy

if TYPE_CHECKING:
    from geoaccess.sources.streets.model import Streets

__all__ = ["street_bytes"]

# Measured on made-up road networks of 200,000 and 700,000 nodes, twice what was seen: 135 bytes a
# segment for what one mode may use, 320 a node for order, shortcuts and their customisation.
_PER_SEGMENT = 270
_PER_NODE_ORDERED = 650
# Searches hold eight bytes a node and site, as many sites at a time as fit, and as much again twice
# while seconds are cut off; a sweep has one table per core, of 32 numbers a node.
_PER_NODE_SEARCHED = 300
_SEARCH, _PER_NODE_AND_SITE = 3 * 128 * 2**20, 3 * 8
_SWEEP = 2**30
_PER_NODE_SWEPT = 2 * 32 * 4
# Compiled loops, once.
_LOADED = 250_000_000


def street_bytes(streets: Streets, modes: int, sites: int) -> int:
    """Bytes that times by some modes take at their height, besides streets and times themselves.

    Networks and hierarchies of all modes are held until the last is done.

    Examples
    --------
    A hierarchy for a thousand sites takes more than searching for ten.

    >>> import numpy as np
    >>> from geoaccess.sources.streets import Streets
    >>> nodes = np.zeros(1_000_000)
    >>> ends = np.zeros(1_200_000, dtype=np.int64)
    >>> streets = Streets(
    ...     node_x=nodes,
    ...     node_y=nodes,
    ...     way_tags=({},),
    ...     segment_from=ends,
    ...     segment_to=ends,
    ...     segment_way=ends,
    ... )
    >>> [round(street_bytes(streets, 1, sites) / 1e9, 1) for sites in (10, 1000)]
    [0.9, 1.5]
    """
    nodes, segments = len(streets.node_x), len(streets.segment_from)
    usable = modes * segments * _PER_SEGMENT
    if not is_for_a_hierarchy(sites, nodes):
        search = min(_SEARCH, sites * nodes * _PER_NODE_AND_SITE)
        return usable + modes * nodes * _PER_NODE_SEARCHED + search
    sweep = min(_SWEEP, nodes * _PER_NODE_SWEPT)
    return usable + modes * nodes * _PER_NODE_ORDERED + sweep + _LOADED
