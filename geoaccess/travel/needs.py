"""How much memory travel times along streets take, told before any are worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.memory import require_memory
from geoaccess.messages import N_, Phrase
from geoaccess.travel.kernels.choice import is_for_a_hierarchy

if TYPE_CHECKING:
    from geoaccess.sources.streets.model import Streets
    from geoaccess.travel.snapping import Snapped

__all__ = ["one_street_bytes", "require_one_street", "street_bytes"]

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
# A pair on one street, measured: 66 bytes, and 111 where times are kept in shards.
_PER_PAIR = 130
_PAIRS = Phrase(N_("Travel times between places on one and the same street"))
_FEWER = Phrase(
    N_("See that streets are parted where they cross, or take fewer places along the longest.")
)


def street_bytes(streets: Streets, modes: int, sites: int) -> int:
    """Bytes that times by some modes take at their height, besides streets and times themselves.

    Networks and hierarchies of all modes are held until the last is done. Pairs on one street are
    not among it: see `require_one_street`.

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


def one_street_bytes(origins: Snapped, sites: Snapped) -> int:
    """Bytes that pairs of an origin and a site on one street take at their height.

    How many there are shows when places are on the streets: few, where a street ends at the next
    crossing, and all pairs there are, where all places lie along one road.

    Examples
    --------
    Of three homes two share the clinic's street.

    >>> from geoaccess.travel.snapping import Snapped
    >>> none = np.zeros(3)
    >>> homes = Snapped(place=np.arange(3), segment=np.array([4, 7, 4]), share=none, metres=none)
    >>> clinic = homes.of(np.array([0]))
    >>> one_street_bytes(homes, clinic) // one_street_bytes(clinic, clinic)
    2
    """
    on_each = np.bincount(origins.segment, minlength=int(sites.segment.max(initial=-1)) + 1)
    return int(on_each[sites.segment].sum()) * _PER_PAIR


def require_one_street(origins: Snapped, sites: Snapped) -> None:
    """Refuse pairs on one street that take more memory than may be used, before they are made.

    Raises
    ------
    LimitError
        If they do.
    """
    require_memory(one_street_bytes(origins, sites), _PAIRS, _FEWER)
