"""How fast one mode goes along one way, in each direction; zero where it may not go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoaccess.travel.access_rules import directions, say, word_of
from geoaccess.travel.tag_values import maxspeed_kmh

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.travel.modes import Mode

__all__ = ["WaySpeed", "slowest_class", "way_speed"]

_KMH = 1 / 3.6
_FOOT_KEYS = ("foot", "access")


@dataclass(frozen=True, slots=True, kw_only=True)
class WaySpeed:
    """Metres per second along a way and against it, and what should be said about it.

    `is_start` says whether a trip can start or end along the way; `unreadable` and `clamped`
    tell how its speed limit was read; `on_foot` that a ferry takes the traveller, not the car.
    """

    forward: float = 0.0
    backward: float = 0.0
    is_ferry: bool = False
    is_start: bool = True
    on_foot: bool = False
    unreadable: str = ""
    clamped: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the mode may use it at all."""
        return self.forward > 0 or self.backward > 0


def way_speed(tags: Mapping[str, str], mode: Mode) -> WaySpeed:
    """Speeds of a mode on a way with these tags.

    Examples
    --------
    >>> from geoaccess.travel.modes import make_mode
    >>> street = {"highway": "residential", "oneway": "yes", "maxspeed": "50"}
    >>> car = way_speed(street, make_mode("car"))
    >>> round(car.forward * 3.6, 6), car.backward
    (45.0, 0.0)
    """
    if tags.get("route") == "ferry":
        return _ferry(tags, mode)
    along, against = directions(tags, mode)
    forward = _street(tags, mode, "forward") if along else WaySpeed()
    backward = _street(tags, mode, "backward") if against else WaySpeed()
    return WaySpeed(
        forward=forward.forward,
        backward=backward.forward,
        is_start=_is_start(tags, mode),
        unreadable=forward.unreadable or backward.unreadable,
        clamped=forward.clamped or backward.clamped,
    )


def _street(tags: Mapping[str, str], mode: Mode, direction: str) -> WaySpeed:
    """One direction of a street, written as its forward speed."""
    heard = say(tags, mode, direction)
    if tags.get("highway", "") in mode.access.closed_classes:
        return WaySpeed()
    if heard.word == "denied" or _is_closed(tags, mode, heard.key):
        return WaySpeed()
    speed = mode.class_speeds_ms.get(slowest_class(tags.get("highway", ""), mode), 0.0)
    if heard.word == "dismount":
        # The bicycle is walked, also where it could not be ridden.
        walked = (mode.preset.dismount_kmh or 0.0) * _KMH
        return WaySpeed(forward=min(walked, speed or walked))
    if speed == 0.0:
        if heard.word != "granted" or heard.key not in mode.preset.opening_keys:
            return WaySpeed()
        speed = mode.opened_speed_ms
    return _limited(tags, mode, direction, speed)


def _is_closed(tags: Mapping[str, str], mode: Mode, decided_by: str) -> bool:
    if decided_by in mode.preset.opening_keys:
        return False
    if tags.get("motorroad") == "yes" and mode.vehicle != "car":
        return True
    services = {part.strip() for part in tags.get("service", "").split(";")}
    return bool(services & mode.access.closed_service)


def slowest_class(highway: str, mode: Mode) -> str:
    """The class of a street, or of several the slowest: one that is closed, if any is.

    Examples
    --------
    >>> from geoaccess.travel.modes import make_mode
    >>> slowest_class("primary;residential", make_mode("car"))
    'residential'
    """
    classes = [part.strip() for part in highway.split(";")]
    return min(classes, key=lambda each: mode.class_speeds_ms.get(each, 0.0))


def _limited(tags: Mapping[str, str], mode: Mode, direction: str, speed: float) -> WaySpeed:
    street_class = slowest_class(tags.get("highway", ""), mode)
    factor = mode.speed_factor * mode.class_factors.get(street_class, 1.0)
    signed = [tags[key] for key in (f"maxspeed:{direction}", "maxspeed") if tags.get(key)]
    if not (mode.preset.uses_maxspeed and signed):
        return WaySpeed(forward=speed * factor)
    words = mode.maxspeed.words_on(street_class)
    limits = [maxspeed_kmh(text, words) for text in signed]
    limit = next((each for each in limits if each is not None), None)
    if limit is None:
        return WaySpeed(forward=speed * factor, unreadable=signed[0])
    sane = min(max(limit, mode.maxspeed.slowest_kmh), mode.maxspeed.fastest_kmh)
    return WaySpeed(forward=sane * _KMH * factor, clamped=sane != limit)


def _is_start(tags: Mapping[str, str], mode: Mode) -> bool:
    if tags.get("highway") in mode.preset.no_start_classes:
        return False
    return all(tags.get(key) not in values for key, values in mode.network.closed_to_start.items())


def _ferry(tags: Mapping[str, str], mode: Mode) -> WaySpeed:
    """Crossing speed where the line does not say its duration; the network puts that in."""
    along, against = directions(tags, mode)
    takes_us = say(tags, mode, "forward").word != "denied"
    on_foot = not takes_us and mode.preset.ferry_on_foot and _takes_foot(tags, mode)
    if not (takes_us or on_foot):
        return WaySpeed(is_ferry=True, is_start=False)
    speed = mode.network.ferry_kmh * _KMH
    return WaySpeed(
        forward=speed * along,
        backward=speed * against,
        is_ferry=True,
        is_start=False,
        on_foot=on_foot,
    )


def _takes_foot(tags: Mapping[str, str], mode: Mode) -> bool:
    said = next((tags[key] for key in _FOOT_KEYS if key in tags), "yes")
    return word_of(said, mode.access) != "denied"
