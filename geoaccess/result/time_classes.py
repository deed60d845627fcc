"""Classes of travel time: the same limits, names and colours on the map and in the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["TIME_COLOURS", "TIME_LABELS", "TIME_LIMITS", "classify"]

# Upper limits in minutes, the limit itself included; the classes of the national follow-up
# (5, 10, 30; DOMAIN 5.1) with 10-30 cut at 20, where the thresholds of the rules lie.
TIME_LIMITS = (5, 10, 20, 30)
TIME_LABELS = (
    N_("0–5 min"),
    N_("5–10 min"),
    N_("10–20 min"),
    N_("20–30 min"),
    N_("over 30 min"),
)
# Yellow to blue by way of grey, after cividis: lightness alone tells the order.
TIME_COLOURS = ("#fdf1c4", "#d8cb94", "#b2ab78", "#717887", "#33466b")


def classify(value: float, limits: Sequence[float] = TIME_LIMITS) -> int:
    """Say in which class a value falls; a limit belongs to the class below it.

    Examples
    --------
    >>> [classify(minutes) for minutes in (0, 5, 5.1, 30, 31)]
    [0, 0, 1, 3, 4]
    """
    return sum(value > limit for limit in limits)
