"""The one shape all street sources are brought into: nodes, ways with tags, drawn segments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import shapely
    from numpy.typing import NDArray

    from geoaccess.errors import Notice

__all__ = [
    "ACCESS_TAGS",
    "CONDITIONAL_TAGS",
    "NODE_TAGS",
    "WAY_TAGS",
    "Bounds",
    "Streets",
    "Tags",
    "Turn",
]

Bounds = tuple[float, float, float, float]
Tags = Mapping[str, str]

_ACCESS = ("access", "vehicle", "motor_vehicle", "motorcar", "bicycle", "foot")
_SIDES = ("left", "right", "both")
ACCESS_TAGS = frozenset(_ACCESS) | {
    f"{key}:{way}" for key, way in product(_ACCESS, ("forward", "backward"))
}
_RULES = (
    {"maxspeed", "maxspeed:forward", "maxspeed:backward", "oneway"}
    | ACCESS_TAGS
    | {f"oneway:{key}" for key in _ACCESS if key != "access"}
)
# What is kept of a way's tags: who may use it, which way, how fast, and, for those who look at the
# streets as a graph, what it is called and whether it is a bridge.
WAY_TAGS = frozenset(
    {
        "highway", "route", "duration", "junction", "service", "tunnel", "bridge",
        "motorroad", "name", "ref", "cycleway",
    }
    | _RULES
    | {f"cycleway:{side}" for side in _SIDES}
    | {f"cycleway:{side}:oneway" for side in _SIDES}
)  # fmt: skip
# Rules that hold at certain hours, or for certain travellers: ways with one are counted.
CONDITIONAL_TAGS = frozenset(f"{key}:conditional" for key in _RULES)
NODE_TAGS = frozenset({"barrier", "locked", *_ACCESS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A turn that is forbidden, or the only one allowed from where it starts.

    Attributes
    ----------
    from_way, via, to_way
        From which way over which node into which way.
    is_only
        True where it is the only one allowed.
    excepted
        Kinds of traffic it is not meant for (``bicycle``, ``psv``).
    """

    from_way: int
    via: int
    to_way: int
    is_only: bool
    excepted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Streets:
    """Street geometry and tags, as drawn, in metres.

    A segment joins two consecutive nodes of a way, in the direction the way is drawn.

    Attributes
    ----------
    node_x, node_y
        Metres in the study's coordinate system.
    way_tags
        Tags of each way: those of `WAY_TAGS` only.
    way_ids
        The publisher's number of each way (0 where it gives none).
    segment_from, segment_to
        Node indices.
    segment_way
        Index into `way_tags`; a way's segments follow each other.
    node_barrier
        Tags of nodes that carry a barrier.
    node_sign
        Tags of nodes with signals or a sign at which one waits.
    turns
        Restrictions of turns over a node: ways are indices into `way_tags`, `via` is a node's.
    covered
        Within which all streets there are stand here (metres); None where nothing says that there
        are others.
    notices
        What was found while reading.

    Examples
    --------
    >>> import numpy as np
    >>> streets = Streets(
    ...     node_x=np.array([0.0, 100.0]),
    ...     node_y=np.array([0.0, 0.0]),
    ...     way_tags=({"highway": "residential"},),
    ...     segment_from=np.array([0]),
    ...     segment_to=np.array([1]),
    ...     segment_way=np.array([0]),
    ... )
    >>> streets.bounds
    (0.0, 0.0, 100.0, 0.0)
    """

    node_x: NDArray[np.float64]
    node_y: NDArray[np.float64]
    way_tags: tuple[Tags, ...]
    segment_from: NDArray[np.int64]
    segment_to: NDArray[np.int64]
    segment_way: NDArray[np.int64]
    way_ids: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    node_barrier: Mapping[int, Tags] = field(default_factory=lambda: MappingProxyType({}))
    node_sign: Mapping[int, Tags] = field(default_factory=lambda: MappingProxyType({}))
    turns: tuple[Turn, ...] = ()
    covered: shapely.Geometry | None = None
    notices: tuple[Notice, ...] = ()

    def __post_init__(self) -> None:
        """Freeze the arrays: a study's streets are shared by all modes."""
        for array in (
            self.node_x,
            self.node_y,
            self.segment_from,
            self.segment_to,
            self.segment_way,
            self.way_ids,
        ):
            array.setflags(write=False)

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north of all nodes (metres)."""
        return (
            float(self.node_x.min()),
            float(self.node_y.min()),
            float(self.node_x.max()),
            float(self.node_y.max()),
        )
