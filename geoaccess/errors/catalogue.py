"""Every notice geoaccess can give, by code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.errors.codes import (
    config,
    forecast,
    formats,
    geometry,
    layers,
    rules,
    run,
    streets,
    tables,
    times,
    timetables,
)
from geoaccess.errors.kinds import NoticeKind, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CATALOGUE", "NoticeKind", "Severity"]

CATALOGUE: Mapping[str, NoticeKind] = {
    kind.code: kind
    for module in (
        config,
        tables,
        formats,
        geometry,
        layers,
        streets,
        timetables,
        times,
        rules,
        run,
        forecast,
    )
    for kind in module.KINDS
}
