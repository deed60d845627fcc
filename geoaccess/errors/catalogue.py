"""Every notice geoaccess can give, by code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.errors.codes import (
    config,
    formats,
    geometry,
    layers,
    need,
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
        need,
        streets,
        timetables,
        times,
        rules,
        run,
    )
    for kind in module.KINDS
}
