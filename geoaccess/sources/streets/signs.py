"""Signals and signs on nodes at which one waits, as OpenStreetMap writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.study.base import Sign

__all__ = ["SIGN_TAGS", "directions_of_sign", "sign_of"]

SIGN_TAGS = frozenset({"highway", "crossing", "direction", "traffic_signals:direction"})

_ITSELF: Mapping[str, Sign] = {
    "traffic_signals": "traffic_signals",
    "stop": "stop",
    "give_way": "give_way",
}
_WAYS_ROUND = {"forward": (True, False), "backward": (False, True), "both": (True, True)}


def sign_of(tags: Mapping[str, str]) -> Sign | None:
    """Which sign a node has; None where it has none, as a street lamp.

    Examples
    --------
    >>> sign_of({"highway": "crossing", "crossing": "traffic_signals"})
    'crossing_signals'
    >>> sign_of({"highway": "crossing"}) is None
    True
    """
    kind = tags.get("highway", "")
    if kind == "crossing" and tags.get("crossing") == "traffic_signals":
        return "crossing_signals"
    return _ITSELF.get(kind)


def directions_of_sign(tags: Mapping[str, str]) -> tuple[bool, bool] | None:
    """Whether it is for those who come along the way as drawn, and against it; None if not said.

    Signals that do not say are for all who come.

    Examples
    --------
    >>> directions_of_sign({"highway": "stop", "direction": "backward"})
    (False, True)
    >>> directions_of_sign({"highway": "traffic_signals"})
    (True, True)
    >>> directions_of_sign({"highway": "give_way"}) is None
    True
    """
    said = tags.get("traffic_signals:direction") or tags.get("direction", "")
    for_all = None if sign_of(tags) in {"stop", "give_way"} else (True, True)
    return _WAYS_ROUND.get(said, for_all)
