"""Modes of travel: a preset of ``data/presets/modes.toml``, with what the study changes in it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from geoaccess.errors import ConfigError, NoticeList
from geoaccess.travel.presets import ModePreset, ModesPreset, modes_preset

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.study.model import ModeSettings, Study
    from geoaccess.travel.presets import AccessPreset, MaxspeedPreset, NetworkPreset

__all__ = ["Mode", "load_modes", "make_mode"]

_KMH = 1 / 3.6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mode:
    """One way of getting about, ready to be used on a network.

    Attributes
    ----------
    name
        ``walk``, ``walk_slow``, ``bicycle``, ``car``.
    vehicle
        What travels: decides which rules of the street apply.
    cutoff_s
        Whole seconds, door to door, beyond which a pair is `Status.BEYOND_CUTOFF`.
    base_speed_ms
        Metres per second on a plain street; None where each class has its own (car).
    class_speeds_ms
        Metres per second by street class, `speed_factor` not yet applied; a class that is not
        here is closed to the mode.
    speed_factor
        Multiplies every speed along streets.
    class_factors
        Multiplies it once more on streets of a class, signed limit or not.
    junction_delays_s
        Seconds waited at each of `geoaccess.study.base.Sign`.
    terminal_s
        Seconds once per trip, to park and the like.
    access_speed_ms
        Metres per second between a place and the nearest street, in a straight line.
    max_snap_m
        Farther than this from a street a place has no times.
    snap_tolerance_m
        Streets so much farther than the nearest are tried too, and the fastest way taken.
    preset, network, maxspeed, access
        The preset this was made of: how tags are read.
    """

    name: str
    vehicle: Literal["foot", "bicycle", "car"]
    cutoff_s: int
    base_speed_ms: float | None
    class_speeds_ms: Mapping[str, float]
    speed_factor: float
    class_factors: Mapping[str, float]
    junction_delays_s: Mapping[str, float]
    opened_speed_ms: float
    terminal_s: float
    access_speed_ms: float
    max_snap_m: float
    snap_tolerance_m: float
    preset: ModePreset
    network: NetworkPreset
    maxspeed: MaxspeedPreset
    access: AccessPreset


def load_modes(study: Study) -> dict[str, Mode]:
    """Modes of a study, by name, in the study's order.

    Raises
    ------
    ConfigError
        If the study gives a speed for a street class that is not open to the mode, or a single
        speed for the car; all such faults at once.
    """
    found = NoticeList()
    modes: dict[str, Mode] = {
        name: _make(name, settings, modes_preset(), found) for name, settings in study.modes.items()
    }
    ConfigError.refuse(found)
    return modes


def make_mode(name: str, settings: ModeSettings | None = None) -> Mode:
    """Make one mode, changed by `settings`.

    Raises
    ------
    ConfigError
        As `load_modes`.

    Examples
    --------
    >>> walk = make_mode("walk")
    >>> round(walk.base_speed_ms, 2), walk.cutoff_s
    (1.34, 5400)
    """
    found = NoticeList()
    mode = _make(name, settings, modes_preset(), found)
    ConfigError.refuse(found)
    return mode


def _make(
    name: str, settings: ModeSettings | None, presets: ModesPreset, found: NoticeList
) -> Mode:
    preset = presets.modes[name]
    changes = {} if settings is None else settings.model_dump(exclude_none=True)
    given_classes: dict[str, float] = changes.pop("class_speeds_kmh", {})
    given_factors: dict[str, float] = changes.pop("class_factors", {})
    delays = preset.junction_delays_s | changes.pop("junction_delays_s", {})
    if "speed_kmh" in changes and preset.speed_kmh is None:
        found.add("GA-M031", file="study.toml", column=f"modes.{name}.speed_kmh")
        del changes["speed_kmh"]
    used = preset.model_copy(update=changes)

    speeds = _class_speeds(used)
    for column, given in (("class_speeds_kmh", given_classes), ("class_factors", given_factors)):
        for key in given.keys() - speeds.keys():
            nearest = difflib.get_close_matches(key, speeds, n=1, cutoff=0)
            found.add(
                "GA-M032",
                file="study.toml",
                column=f"modes.{name}.{column}",
                value=key,
                nearest=nearest[0],
                classes=", ".join(speeds),
            )
    speeds |= {key: speed for key, speed in given_classes.items() if key in speeds}
    return Mode(
        name=name,
        vehicle=used.vehicle,
        cutoff_s=round(used.cutoff_min * 60),
        base_speed_ms=None if used.speed_kmh is None else used.speed_kmh * _KMH,
        class_speeds_ms=MappingProxyType({key: kmh * _KMH for key, kmh in speeds.items()}),
        speed_factor=used.speed_factor,
        class_factors=MappingProxyType(preset.class_factors | given_factors),
        junction_delays_s=MappingProxyType(delays),
        opened_speed_ms=_opened_kmh(used) * _KMH,
        terminal_s=used.terminal_min * 60,
        access_speed_ms=(used.access_speed_kmh or used.speed_kmh or 0.0) * _KMH,
        max_snap_m=used.max_snap_m,
        snap_tolerance_m=used.snap_tolerance_m,
        preset=used,
        network=presets.network,
        maxspeed=presets.maxspeed,
        access=presets.access,
    )


def _class_speeds(preset: ModePreset) -> dict[str, float]:
    base = preset.speed_kmh or 0.0
    return {
        key: base * preset.class_shares.get(key, 1.0) for key in preset.classes
    } | preset.class_speeds_kmh


def _opened_kmh(preset: ModePreset) -> float:
    if preset.opened_kmh is not None:
        return preset.opened_kmh
    return (preset.speed_kmh or 0.0) * (preset.opened_share or 1.0)
