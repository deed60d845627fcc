"""Who may use a street: what the tags of a way or a barrier say to one mode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.travel.modes import Mode
    from geoaccess.travel.presets import AccessPreset

__all__ = ["Directions", "Say", "directions", "is_passable", "say", "word_of"]

Word = Literal["denied", "granted", "dismount", "silent"]
Directions = tuple[bool, bool]

# Who goes along several stretches is held to the first of these that one of them says.
_STRICTEST_FIRST: tuple[Word, ...] = ("denied", "dismount", "granted", "silent")
_ONE_WAY: Mapping[str, Directions] = {
    "yes": (True, False),
    "true": (True, False),
    "1": (True, False),
    "-1": (False, True),
    "reverse": (False, True),
    "no": (True, True),
    "false": (True, True),
    "0": (True, True),
    # Changes with the hour: open both ways at some time of the day.
    "reversible": (True, True),
    "alternating": (True, True),
}
_ROUND = frozenset({"roundabout", "circular"})
_OPPOSITE = ("opposite", "opposite_lane", "opposite_track", "opposite_share_busway")


@dataclass(frozen=True, slots=True)
class Say:
    """What the tags say, and which key said it."""

    word: Word
    key: str = ""


def say(tags: Mapping[str, str], mode: Mode, direction: str) -> Say:
    """What the access tags say to a mode in one direction; the most specific tag decides.

    Parameters
    ----------
    tags
        Of a way or a barrier.
    mode
        Who asks.
    direction
        ``forward`` or ``backward``, as drawn.
    """
    for key in mode.preset.access_keys:
        for tag in (f"{key}:{direction}", key):
            word = word_of(tags[tag], mode.access) if tag in tags else "silent"
            if word != "silent":
                return Say(word, key)
    return Say("silent")


def word_of(value: str, access: AccessPreset) -> Word:
    """What the value of an access tag comes to for somebody with an errand.

    ``a;b`` lets in whom either lets in: who is a visitor passes ``private;customers``. Only a
    plain ``no`` in such a list is meant for all. ``a|b`` are the values of stretches that follow
    each other in a simplified graph: the strictest of them is met on the way.

    Examples
    --------
    >>> from geoaccess.travel.presets import modes_preset
    >>> access = modes_preset().access
    >>> word_of("agricultural;destination", access), word_of("agricultural|destination", access)
    ('granted', 'denied')
    """
    words = {_of_stretch(stretch, access) for stretch in value.split("|")}
    return next(word for word in _STRICTEST_FIRST if word in words)


def _of_stretch(value: str, access: AccessPreset) -> Word:
    parts = {part.strip() for part in value.split(";")}
    if "no" in parts:
        return "denied"
    if parts & access.dismount:
        return "dismount"
    if parts & access.granted:
        return "granted"
    return "denied" if parts & access.denied else "silent"


def is_passable(barrier: Mapping[str, str], mode: Mode) -> bool:
    """Whether a mode gets past a barrier: by the barrier's own tags, else by its kind."""
    heard = say(barrier, mode, "forward").word
    if heard != "silent":
        return heard != "denied"
    if barrier.get("locked") == "yes":
        return False
    return barrier.get("barrier", "no") not in mode.preset.closed_barriers


def directions(tags: Mapping[str, str], mode: Mode) -> Directions:
    """Whether a way is open along its drawing and against it, for a mode."""
    if mode.preset.contraflow and _has_contraflow(tags):
        return True, True
    for key in mode.preset.oneway_keys:
        open_ways = _ONE_WAY.get(tags.get(key, ""))
        if open_ways is not None:
            return open_ways
    implied = tags.get("junction") in _ROUND or tags.get("highway") == "motorway"
    return (True, not (implied and mode.preset.implied_oneway))


def _has_contraflow(tags: Mapping[str, str]) -> bool:
    if "oneway:bicycle" in tags:
        return False  # It says so itself, and is read first among the one-way tags.
    if tags.get("bicycle:backward") in {"yes", "designated"}:
        return True
    for side in ("cycleway", "cycleway:left", "cycleway:right", "cycleway:both"):
        if tags.get(side) in _OPPOSITE or tags.get(f"{side}:oneway") in {"no", "-1"}:
            return True
    return False
