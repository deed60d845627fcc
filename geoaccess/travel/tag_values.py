"""Speed limits and crossing times as people write them in OpenStreetMap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["duration_seconds", "maxspeed_kmh"]

_UNITS_KMH = {
    "": 1.0,
    "km/h": 1.0,
    "kmh": 1.0,
    "kph": 1.0,
    "mph": 1.609344,
    "knots": 1.852,
}
_SPEED = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,6})?)\s*(km/h|kmh|kph|mph|knots)?")
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5]?[0-9])(?::([0-5]?[0-9]))?")
_MINUTES = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,6})?)\s*(?:min|minutes)?")
_ISO = re.compile(
    r"P(?:([0-9]{1,2})D)?"
    r"(?:T(?:([0-9]{1,3})H)?(?:([0-9]{1,5})M)?(?:([0-9]{1,6})S)?)?"
)
_LONGEST_S = 48 * 3600


def maxspeed_kmh(text: str, words: Mapping[str, float]) -> float | None:
    """Speed limit of a ``maxspeed`` tag; None where it says nothing that can be used.

    Of several values the lowest counts.

    Parameters
    ----------
    text
        The tag's value.
    words
        What words in place of a number stand for (km/h).

    Examples
    --------
    >>> maxspeed_kmh("50 mph", {})
    80.4672
    >>> maxspeed_kmh("70;50", {})
    50.0
    >>> maxspeed_kmh("0", {}) is None
    True
    """
    speeds = [_one_speed(part.strip(), words) for part in re.split(r"[;|]", text)]
    known = [speed for speed in speeds if speed is not None]
    return min(known) if known and len(known) == len(speeds) else None


def _one_speed(text: str, words: Mapping[str, float]) -> float | None:
    if text in words:
        return words[text]
    found = _SPEED.fullmatch(text)
    if not found:
        return None
    speed = float(found.group(1)) * _UNITS_KMH[found.group(2) or ""]
    return speed if speed > 0 else None


def duration_seconds(text: str) -> float | None:
    """Seconds of a ``duration`` tag: HH:MM, HH:MM:SS, minutes, or ISO 8601; else None.

    Examples
    --------
    >>> duration_seconds("00:25"), duration_seconds("25"), duration_seconds("PT1H5M")
    (1500.0, 1500.0, 3900.0)
    >>> duration_seconds("ca en halvtimme") is None
    True
    """
    bare = text.strip()
    seconds = 0.0
    if clock := _CLOCK.fullmatch(bare):
        hours, minutes, rest = (int(part or 0) for part in clock.groups())
        seconds = hours * 3600 + minutes * 60 + rest
    elif minutes_only := _MINUTES.fullmatch(bare):
        seconds = float(minutes_only.group(1)) * 60
    elif iso := _ISO.fullmatch(bare):
        days, hours, minutes, rest = (int(part or 0) for part in iso.groups())
        seconds = days * 86_400 + hours * 3600 + minutes * 60 + rest
    return float(seconds) if 0 < seconds <= _LONGEST_S else None
