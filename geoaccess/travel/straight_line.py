"""The estimate where there are no streets: straight line, detour, speed. Always said to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.errors import InputError, Notice
from geoaccess.messages.modes import MODE_WORDS
from geoaccess.times import Times
from geoaccess.travel.presets import StraightLinePreset, straight_line_preset
from geoaccess.travel.seconds import whole_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geoaccess.study.model import StraightLine
    from geoaccess.travel.modes import Mode
    from geoaccess.travel.places import Places

__all__ = ["straight_line_notice", "straight_line_times"]


def straight_line_times(
    mode: Mode,
    origins: Places,
    sites: Places,
    settlement: Sequence[str],
    settings: StraightLine,
) -> Times:
    """Seconds by straight line times detour factor, at one speed per origin.

    Parameters
    ----------
    mode
        Walking and cycling have the mode's own speed; a car that of the origin's settlement class,
        and the mode's terminal time.
    origins, sites
        Where from and where to (metres).
    settlement
        ``S``, ``C``, ``B``, ``A`` or ``island`` of each origin.
    settings
        What the study changes in ``data/presets/straight_line.toml``.

    Returns
    -------
    Times
        With `Times.estimate` set. Every pair has a time or is `Status.BEYOND_CUTOFF`: water and
        missing roads are not seen.

    Raises
    ------
    InputError
        If a settlement class is not known (car only).

    Examples
    --------
    A kilometre on foot becomes 1,350 m at 1.34 m/s.

    >>> from geoaccess.study.model import StraightLine
    >>> from geoaccess.travel.modes import make_mode
    >>> from geoaccess.travel.places import Places
    >>> home = Places(("home",), np.array([0.0]), np.array([0.0]))
    >>> care = Places(("care",), np.array([1000.0]), np.array([0.0]))
    >>> times = straight_line_times(make_mode("walk"), home, care, ["C"], StraightLine())
    >>> times.seconds.tolist(), times.estimate
    ([[1007]], True)
    """
    preset = _changed(settings)
    speed = np.full(len(origins), mode.base_speed_ms or 0.0)
    if mode.base_speed_ms is None:
        speed = _car_speeds(preset, settlement)
    metres = np.hypot(origins.x[:, None] - sites.x[None, :], origins.y[:, None] - sites.y[None, :])
    seconds = metres * preset.detour_factor / speed[:, None] + mode.terminal_s
    return Times(
        mode.name,
        origins.ids,
        sites.ids,
        whole_seconds(seconds, mode.cutoff_s),
        mode.cutoff_s,
        estimate=True,
    )


def straight_line_notice(mode: Mode, settings: StraightLine) -> Notice:
    """Say that a mode's times are estimates, and of what."""
    preset = _changed(settings)
    said: dict[str, object] = {"mode": MODE_WORDS[mode.name], "detour": preset.detour_factor}
    if mode.base_speed_ms is None:
        return Notice(code="GA-M006", places=said | dict(preset.car_speeds_kmh))
    return Notice(code="GA-M005", places=said | {"speed": round(mode.base_speed_ms * 3.6, 1)})


def _changed(settings: StraightLine) -> StraightLinePreset:
    preset = straight_line_preset()
    return preset.model_copy(
        update={
            "detour_factor": settings.detour_factor or preset.detour_factor,
            "car_speeds_kmh": preset.car_speeds_kmh | settings.car_speeds_kmh,
        }
    )


def _car_speeds(preset: StraightLinePreset, settlement: Sequence[str]) -> NDArray[np.float64]:
    speeds = {str(key): kmh for key, kmh in preset.car_speeds_kmh.items()}
    unknown = [found for found in settlement if found not in speeds]
    if unknown:
        raise InputError.of(
            "GA-M033",
            n=len(unknown),
            found=", ".join(sorted(set(map(str, unknown)))),
            allowed=", ".join(speeds),
        )
    return np.array([speeds[found] for found in settlement]) / 3.6
