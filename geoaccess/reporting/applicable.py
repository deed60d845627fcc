"""Where a cell is empty because there is nothing to say, which is not a missing number.

An area that is not flagged has no priority, a class without end no upper limit. Such a cell is
left empty; ``..`` is kept for a number that somebody could have given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.reporting.rows import Row, state, text, truth
from geoaccess.tables import CONCERNED, VARDCENTRAL_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["applies"]

_BEYOND = tuple(f"beyond_{group}" for group in CONCERNED)


def applies(row: Row, name: str) -> bool:
    """Whether the column can have a value in this row at all.

    Examples
    --------
    >>> applies({"flag": "not_flagged", "priority": None}, "priority")
    False
    >>> applies({"flag": "flagged", "priority": None}, "priority")
    True
    """
    told = _CAN_HAVE.get(name)
    return told is None or told(row)


def _never(_: Row) -> bool:
    """Only a number that is there speaks."""
    return False


def _flagged(area: Row) -> bool:
    return text(area, "flag") in {"", "flagged"}


def _far(area: Row) -> bool:
    """Groups beyond the threshold are told where any of them is, and where the area is flagged."""
    told = any(state(area, name) != "missing" for name in _BEYOND)
    return told or text(area, "flag") == "flagged"


def _assessed(area: Row) -> bool:
    return text(area, "flag") != "not_assessable"


def _measured(verdict: Row) -> bool:
    return bool(text(verdict, "unit"))


def _limited(verdict: Row) -> bool:
    return state(verdict, "limit_met") == "ok" and _measured(verdict)


def _with_interval(verdict: Row) -> bool:
    return state(verdict, "value_low") != "missing"


def _of_vardcentral(site: Row) -> bool:
    return text(site, "care_type") in {"", *VARDCENTRAL_TYPES}


def _judged(site: Row) -> bool:
    return _of_vardcentral(site) and not truth(site, "context")


_CAN_HAVE: Mapping[str, Callable[[Row], bool]] = {
    "priority": _flagged,
    **dict.fromkeys(_BEYOND, _far),
    "flag_class": _assessed,
    "flag_stability": _assessed,
    "value": _measured,
    "value_low": _with_interval,
    "value_high": _with_interval,
    "limit_met": _never,
    "limit_at_risk": _never,
    "margin": _limited,
    "lower_min": _never,
    "upper_min": _never,
    "row": _never,
    "expected": _never,
    "p": _never,
    "cluster_why_not": _never,
    "listed": _of_vardcentral,
    "fte_spec": _of_vardcentral,
    "fte_st": _of_vardcentral,
    "people_nearest": _of_vardcentral,
    "pressure": _judged,
}
