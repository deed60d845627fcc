"""The fastest that a mode goes: anywhere, by its settings, and along the streets that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.travel.kernels.units import to_units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from geoaccess.travel.mode_network import ModeNetwork
    from geoaccess.travel.modes import Mode

__all__ = ["SLACK_S", "known_top_speed_ms", "longest_trip_m", "speeds_ms", "top_speed_ms"]

# Legs are rounded to the unit, times to the second: a trip lasts less than this over what is said.
SLACK_S = 2.0
_KMH = 1 / 3.6


def top_speed_ms(mode: Mode) -> float:
    """Metres per second that a mode exceeds on no street, whatever is signed there.

    A ferry that says how long it takes may be faster; see `known_top_speed_ms`.

    Examples
    --------
    Sweden's highest limit and the car's factor; whoever walks may still take a ferry.

    >>> from geoaccess.travel.modes import make_mode
    >>> [round(top_speed_ms(make_mode(name)) * 3.6) for name in ("car", "bicycle", "walk")]
    [108, 16, 15]
    """
    streets = [
        speed * mode.class_factors.get(street, 1.0)
        for street, speed in mode.class_speeds_ms.items()
    ]
    signed = mode.maxspeed.fastest_kmh * _KMH if mode.preset.uses_maxspeed else 0.0
    # A street that is opened to the mode, or signed, may be of any class.
    factor = max(1.0, *mode.class_factors.values()) if mode.class_factors else 1.0
    along = mode.speed_factor * max(*streets, factor * max(signed, mode.opened_speed_ms))
    walked = (mode.preset.dismount_kmh or 0.0) * _KMH
    return max(along, walked, mode.access_speed_ms, mode.network.ferry_kmh * _KMH)


def longest_trip_m(modes: Iterable[Mode]) -> float:
    """Metres in a straight line that no trip within its mode's cutoff exceeds; 0 without modes."""
    return max(
        (
            top_speed_ms(mode) * max(mode.cutoff_s + SLACK_S - mode.terminal_s, 0.0)
            for mode in modes
        ),
        default=0.0,
    )


def known_top_speed_ms(network: ModeNetwork, mode: Mode, bits: int | None = None) -> float:
    """The fastest that anything goes on this network: streets, ferries, the way to the door.

    Parameters
    ----------
    network, mode, bits
        As in `speeds_ms`.
    """
    return max(mode.access_speed_ms, float(speeds_ms(network, bits).max(initial=0.0)))


def speeds_ms(network: ModeNetwork, bits: int | None = None) -> NDArray[np.float64]:
    """Metres per second on each segment, ``(segment,)``, the faster way; 0 where it is closed.

    Parameters
    ----------
    network
        What the mode may use.
    bits
        Units of a second, as a power of two, in which the kernels count; None for seconds as
        they are.
    """
    metres = np.hypot(
        network.x[network.end] - network.x[network.start],
        network.y[network.end] - network.y[network.start],
    )
    took = np.minimum(network.forward, network.backward)
    is_open = np.isfinite(took) & (metres > 0)
    took = took[is_open]
    if bits is not None:
        took = np.minimum(took, to_units(took, bits) / 2.0**bits)
    speeds = np.zeros(len(metres))
    with np.errstate(divide="ignore"):
        speeds[is_open] = metres[is_open] / took
    return speeds
