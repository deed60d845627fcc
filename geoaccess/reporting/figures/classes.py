"""Classes of travel time: their limits, their names, and the share of people in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoaccess.reporting.columns import SHARE_COLUMNS
from geoaccess.reporting.rows import number
from geoaccess.result.indicators import by_name

if TYPE_CHECKING:
    from geoaccess.messages import Translator
    from geoaccess.reporting.blocks import Cell
    from geoaccess.reporting.rows import Row
    from geoaccess.reporting.subject import Subject

__all__ = ["CarClass", "car_classes", "class_name", "limits"]

_COLUMN = by_name(SHARE_COLUMNS)


def class_name(t: Translator, lower: float | None, upper: float | None) -> str:
    """Name of a class by its limits in minutes.

    Examples
    --------
    >>> from geoaccess.messages import translator
    >>> class_name(translator("en"), 5, 10)
    '5–10 min'
    """
    if upper is None:
        return t("no time") if lower is None else t("over {lower} min", lower=t.number(lower))
    return t("{lower}–{upper} min", lower=t.number(lower or 0), upper=t.number(upper))


@dataclass(frozen=True, slots=True)
class CarClass:
    """One class of car minutes: its share of the unit's and of the region's people."""

    label: str
    share: Cell
    people: Cell
    region_share: Cell
    share_of_one: float | None
    region_of_one: float | None


def car_classes(subject: Subject) -> tuple[CarClass, ...]:
    """Classes of car minutes of the unit, the region's share beside; the one without time last."""
    region = {limits(row): row for row in subject.region_shares}
    rows = sorted(subject.shares, key=_order)
    return tuple(_car_class(subject, row, region.get(limits(row), {})) for row in rows)


def _car_class(subject: Subject, row: Row, region: Row) -> CarClass:
    words = subject.words
    return CarClass(
        class_name(subject.t, *limits(row)),
        words.cell(row, _COLUMN["share"]),
        words.cell(row, _COLUMN["people"]),
        words.cell(region, _COLUMN["share"]),
        number(row, "share"),
        number(region, "share"),
    )


def limits(row: Row) -> tuple[float | None, float | None]:
    """Lower and upper limit of a row's class; None where it has none."""
    return number(row, "lower_min"), number(row, "upper_min")


def _order(row: Row) -> tuple[bool, float]:
    lower, upper = limits(row)
    return (lower is None and upper is None, lower or 0.0)
