"""Restrictions of turns, as OpenStreetMap writes them: which can be kept to, and which cannot."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from geoaccess.sources.streets.model import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["RESTRICTIONS", "TURNS", "numbered", "turn_of", "turns_in"]

TURNS = "geoaccess_turns"
"""What a graph's restrictions of turns are called."""

_OF_CARS = ("restriction:motorcar", "restriction:motor_vehicle")
_AT_TIMES = ("restriction:conditional", "day_on", "hour_on")
RESTRICTIONS = ("restriction", *_OF_CARS, "restriction:conditional")
_Member = tuple[str, str, int]


def turn_of(tags: Mapping[str, str], members: Sequence[_Member]) -> Turn | None:
    """The turn that a relation is about; None for one over a way, at certain hours, or unclear.

    Parameters
    ----------
    tags
        Of the relation.
    members
        Role, type (``n``, ``w``, ``r``) and number of each.

    Examples
    --------
    >>> members = [("from", "w", 1), ("via", "n", 5), ("to", "w", 2)]
    >>> turn_of({"type": "restriction", "restriction": "no_left_turn"}, members)
    Turn(from_way=1, via=5, to_way=2, is_only=False, excepted=frozenset())
    >>> turn_of({"restriction": "no_left_turn"}, [*members, ("via", "w", 7)]) is None
    True
    """
    said = next((tags[key] for key in ("restriction", *_OF_CARS) if key in tags), "")
    if not said.startswith(("no_", "only_")) or any(key in tags for key in _AT_TIMES):
        return None
    found = {
        role: [(kind, number) for its_role, kind, number in members if its_role == role]
        for role in ("from", "via", "to")
    }
    if any(len(each) != 1 for each in found.values()):
        return None
    (kind_from, from_way), (kind_via, via), (kind_to, to_way) = (found[role][0] for role in found)
    if (kind_from, kind_via, kind_to) != ("w", "n", "w"):
        return None
    excepted = frozenset(part.strip() for part in tags.get("except", "").split(";")) - {""}
    return Turn(
        from_way=from_way,
        via=via,
        to_way=to_way,
        is_only=said.startswith("only_"),
        excepted=excepted,
    )


def turns_in(text: str) -> list[Turn]:
    """Turns as `geoaccess.travel.to_networkx` writes them, by the graph's own numbers.

    Raises
    ------
    ValueError
        If the text is something else.

    Examples
    --------
    >>> turns_in("[[-1, 5, -2, true, []]]")[0].is_only
    True
    """
    try:
        return [
            Turn(
                from_way=int(from_way),
                via=int(via),
                to_way=int(to_way),
                is_only=is_only is True,
                excepted=frozenset(map(str, excepted)),
            )
            for from_way, via, to_way, is_only, excepted in json.loads(text)
        ]
    except (TypeError, OverflowError, RecursionError) as odd:
        raise ValueError(TURNS) from odd


def numbered(
    turns: Iterable[Turn], ways: Mapping[int, int], nodes: Mapping[int, int]
) -> tuple[Turn, ...]:
    """The same turns by other numbers of ways and nodes, those only of which all are known."""
    return tuple(
        replace(turn, from_way=ways[turn.from_way], via=nodes[turn.via], to_way=ways[turn.to_way])
        for turn in turns
        if {turn.from_way, turn.to_way} <= ways.keys() and turn.via in nodes
    )
