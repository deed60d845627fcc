"""Settings of ``[access]`` that contradict each other or the study's modes."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geoaccess.study.access import AccessSettings, DecaySettings
    from geoaccess.study.lines import KeyPath

__all__ = ["DECAY_SETTINGS", "AccessFault", "access_faults"]

DECAY_SETTINGS: Mapping[str, tuple[str, ...]] = {
    "step": ("zones_min",),
    "linear": (),
    "exponential": ("half_min",),
    "inverse_power": ("half_min", "floor_min"),
    "gaussian": ("half_min",),
    "gaussian_dai": (),
    "epanechnikov": (),
    "logistic": ("half_min", "spread_min"),
    "log_logistic": ("half_min", "power"),
    "butterworth": ("half_min", "power"),
}
"""What each form of decay is told by, besides the reach."""

_ALL = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessFault:
    """A fault of ``[access]``: its code, its key below ``access``, what fills its sentence."""

    code: str
    key: KeyPath
    value: object = None
    places: Mapping[str, object] = field(default_factory=dict)


def access_faults(settings: AccessSettings, modes: Sequence[str]) -> Iterator[AccessFault]:
    """Faults of ``[access]``, where `modes` are those that the study has."""
    twice = [name for name, n in Counter(settings.measures).items() if n > 1]
    if twice:
        yield AccessFault(code="GA-C071", key=("measures",), value=", ".join(twice))
    used: list[tuple[KeyPath, str]] = [(("mode",), settings.mode)] if settings.mode else []
    used += [(("mode_shares", mode), mode) for mode in settings.mode_shares]
    for key, mode in used:
        if mode not in modes:
            places = {"valid": ", ".join(modes)}
            yield AccessFault(code="GA-C072", key=key, value=mode, places=places)
    yield from _of_shares(settings)
    if settings.decay is not None:
        yield from _of_decay(settings.decay, settings.reach_min)


def _of_shares(settings: AccessSettings) -> Iterator[AccessFault]:
    asked, shares = "mm2sfca" in settings.measures, settings.mode_shares
    if asked != bool(shares):
        yield AccessFault(code="GA-C073", key=("mode_shares",))
    elif shares and abs(math.fsum(shares.values()) - 1) > _ALL:
        total = f"{math.fsum(shares.values()):g}"
        yield AccessFault(code="GA-C074", key=("mode_shares",), value=total)


def _of_decay(decay: DecaySettings, reach_min: float | None) -> Iterator[AccessFault]:
    wanted, given = (
        DECAY_SETTINGS[decay.form],
        decay.model_dump(exclude_none=True).keys() - {"form"},
    )
    missing, beside = sorted(set(wanted) - given), sorted(given - set(wanted))
    if missing:
        places: dict[str, object] = {"form": decay.form, "missing": ", ".join(missing)}
        yield AccessFault(code="GA-C075", key=("decay",), places=places)
    for name in beside:
        key: KeyPath = ("decay", name)
        places = {"form": decay.form, "valid": ", ".join(wanted) or "-"}
        yield AccessFault(code="GA-C076", key=key, value=name, places=places)
    if decay.half_min is not None and reach_min is not None and decay.half_min >= reach_min:
        places = {"reach": f"{reach_min:g}"}
        key = ("decay", "half_min")
        yield AccessFault(code="GA-C077", key=key, value=decay.half_min, places=places)
    if decay.floor_min is not None and decay.half_min and decay.floor_min >= decay.half_min:
        places = {"half": f"{decay.half_min:g}"}
        key = ("decay", "floor_min")
        yield AccessFault(code="GA-C078", key=key, value=decay.floor_min, places=places)
    if decay.zones_min is not None and not _makes_zones(decay.zones_min):
        said = ", ".join(f"{limit}: {weight:g}" for limit, weight in decay.zones_min.items())
        yield AccessFault(code="GA-C079", key=("decay", "zones_min"), value=said)


def _makes_zones(zones_min: Mapping[str, float]) -> bool:
    """Whether the limits are minutes that rise, with weights that never do."""
    try:
        limits = [float(limit) for limit in zones_min]
    except ValueError:
        return False
    rises = all(a < b for a, b in itertools.pairwise([0.0, *limits]))
    falls = all(a >= b for a, b in itertools.pairwise(zones_min.values()))
    return bool(limits) and rises and falls and all(map(math.isfinite, limits))
