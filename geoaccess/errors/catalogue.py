"""Every notice geoaccess can give, by code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.errors.codes import (
    access,
    config,
    doubts,
    forecast,
    formats,
    geometry,
    layers,
    need,
    opening,
    rules,
    run,
    streets,
    tables,
    times,
    timetables,
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
    streets,
    timetables,
    times,
    rules,
    run,
    forecast,
    access,
)

CATALOGUE: Mapping[str, NoticeKind] = {
    kind.code: kind for module in MODULES for kind in module.KINDS
}
