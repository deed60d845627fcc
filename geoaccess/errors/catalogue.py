"""Every notice geoaccess can give, by code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.errors.codes import (
    access,
    border,
    choice,
    clusters,
    conditions,
    config,
    disclosure,
    doubts,
    drawn,
    equity,
    equity_shown,
    forecast,
    formats,
    geometry,
    ground,
    hours,
    layers,
    listing,
    measures,
    merging,
    need,
    opening,
    places,
    redrawn,
    responsibility,
    rules,
    run,
    several_streets,
    shards,
    street_times,
    streets,
    tables,
    times,
    timetables,
    turns,
    vintages,
)
from geoaccess.errors.kinds import NoticeKind, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CATALOGUE", "MODULES", "NoticeKind", "Severity"]

MODULES = (
    config,
    tables,
    formats,
    opening,
    doubts,
    geometry,
    layers,
    vintages,
    need,
    street_times,
    streets,
    conditions,
    timetables,
    times,
    measures,
    rules,
    run,
    forecast,
    access,
    choice,
    equity,
    equity_shown,
    clusters,
    disclosure,
    places,
    redrawn,
    merging,
    shards,
    turns,
    responsibility,
    listing,
    hours,
    drawn,
    border,
    ground,
    several_streets,
)

CATALOGUE: Mapping[str, NoticeKind] = {
    kind.code: kind for module in MODULES for kind in module.KINDS
}
