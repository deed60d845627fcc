"""Bars: the share of people per class of car minutes, the unit above the region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.reporting.blocks import Figure, Swatch
from geoaccess.reporting.figures.svg import Drawing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoaccess.reporting.figures.classes import CarClass
    from geoaccess.reporting.subject import Subject

__all__ = ["share_bars"]

_WIDTH, _LABELS, _VALUES = 620, 130, 76
_ROW, _BAR = 44, 15
_TOP = 6


def share_bars(subject: Subject, classes: Sequence[CarClass]) -> Figure:
    """Draw the chart; the table below it says the same."""
    t = subject.t
    drawing = Drawing(
        _WIDTH,
        _TOP + _ROW * len(classes) + 4,
        key="bars",
        title=t("Share of people by travel time by car, unit and region"),
        description=t("The table that follows gives the same numbers."),
    )
    longest = max(
        (v for c in classes for v in (c.share_of_one, c.region_of_one) if v is not None), default=1
    )
    for place, found in enumerate(classes):
        top = _TOP + place * _ROW
        drawing.add("text", "axis", found.label, x=_LABELS - 10, y=top + 22, text_anchor="end")
        _bar(drawing, top + 2, found.share_of_one, found.share.text, "own", longest)
        _bar(drawing, top + 3 + _BAR, found.region_of_one, found.region_share.text, "all", longest)
    drawing.add("path", "base", d=f"M{_LABELS} 0V{_TOP + _ROW * len(classes)}")
    legend = (
        Swatch("own", subject.name),
        Swatch("all", t("The region")),
    )
    caption = t("Share of people by travel time by car to the nearest vårdcentral.")
    return Figure(drawing.markup(), caption, legend)


def _bar(
    drawing: Drawing, top: float, share: float | None, said: str, mark: str, longest: float
) -> None:
    room = _WIDTH - _LABELS - _VALUES
    length = room * (share or 0.0) / (longest or 1.0)
    drawing.add("rect", mark, x=_LABELS, y=top, width=length, height=_BAR)
    drawing.add("text", "value", said, x=_LABELS + length + 6, y=top + _BAR - 3)
