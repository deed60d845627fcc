"""Notices about small areas that are merged with a neighbour."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-L470",
        "info",
        N_("No area is merged with another: no input about people is confidential."),
        N_(
            "Nothing to do if all statistics, grids, buildings and forecasts are open; otherwise"
            " leave out their sensitivity."
        ),
    ),
    NoticeKind(
        "GA-L471",
        "warning",
        N_(
            "Areas merged with a neighbour, so that none has a count from 1 to below {min_count}:"
            " {n}; what they become: {larger}."
        ),
        N_(
            "All that is said of them is of the merged areas; their codes stand in the column"
            ' merged. With mode = "suppress" each area stays, and its small counts are hidden.'
        ),
        assumption=True,
    ),
    NoticeKind(
        "GA-L472",
        "warning",
        N_(
            "Areas with a count from 1 to below {min_count} that no neighbour in their unit and"
            " settlement class can be merged with: {n} ({areas}). Their small counts are hidden."
        ),
        N_(
            "Nothing to do; a table on larger areas, such as RegSO, hides less. Where the number of"
            " an age group is not known, areas are merged only with such as lack the same."
        ),
        assumption=True,
    ),
)
