"""How the cells of one file are to be read, and where what is found goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geoaccess.sources.text_table import DAY_ZERO

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from geoaccess.errors import NoticeList

__all__ = ["Reading"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the cells of one file are to be read.

    `whole` says that a blank count is worth telling, as nobody leaves it out by choice. `missing`
    are the study's own markers beside ours; `expected` are codes that keys are known to
    have, so that a lost leading zero can be put back. `day_zero` is where numbers for dates start.
    """

    file: str
    found: NoticeList
    decimal: str | None = None
    native: bool = False
    whole: bool = False
    missing: Collection[str] = ()
    expected: Collection[str] = field(default_factory=frozenset)
    day_zero: dt.date = DAY_ZERO
