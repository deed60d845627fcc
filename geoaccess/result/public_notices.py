"""Notices as they may be published: small counts of confidential people are held back in them."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from geoaccess.messages import Phrase
from geoaccess.principles.wording import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geoaccess.errors import Notice

__all__ = ["LISTED_PLACES", "PEOPLE_PLACES", "public_notices"]

PEOPLE_PLACES: Mapping[str, tuple[str, ...]] = {
    "GA-A040": ("people",),
    "GA-K002": ("people", "full", "nothing", "unknown", "beyond", "silent"),
    "GA-L004": ("people",),
    "GA-L020": ("people",),
    "GA-L023": ("people",),
    "GA-L027": ("people",),
    "GA-L030": ("grid", "table"),
    "GA-L073": ("people",),
    "GA-L413": ("people",),
    "GA-L546": ("people", "percent"),
    "GA-L414": ("people",),
    "GA-L024": ("grid", "table"),
    "GA-P031": ("people",),
    "GA-P082": ("ours", "theirs"),
    "GA-P084": ("people",),
    "GA-R008": ("people",),
    "GA-S550": ("people", "percent"),
}
"""Places of the catalogue's sentences that hold a number of people, by code."""

LISTED_PLACES: Mapping[str, tuple[str, ...]] = {
    "GA-L546": ("listed", "percent"),
    "GA-L548": ("outside", "strangers"),
}
"""Places that hold a number of listed people."""


def public_notices(
    notices: Iterable[Notice],
    *,
    confidential: bool,
    min_count: int,
    places: Mapping[str, tuple[str, ...]] = PEOPLE_PLACES,
) -> tuple[Notice, ...]:
    """The notices with small numbers of people replaced, where an input is confidential.

    Examples
    --------
    >>> from geoaccess.errors import Notice
    >>> notice = Notice(code="GA-R008", places={"units": "Öbygden", "people": "3"})
    >>> shown = public_notices([notice], confidential=True, min_count=5)[0]
    >>> shown.text("en").split(".")[0]
    'No vårdcentral in the list lies in Öbygden, where (not shown) people live'
    """
    if not confidential:
        return tuple(notices)
    return tuple(_without_few(notice, min_count, places) for notice in notices)


def _without_few(notice: Notice, min_count: int, places: Mapping[str, tuple[str, ...]]) -> Notice:
    held = {
        name: Phrase(HIDDEN)
        for name in places.get(notice.code, ())
        if _is_few(notice.places.get(name), min_count)
    }
    return dataclasses.replace(notice, places={**notice.places, **held}) if held else notice


def _is_few(written: object, min_count: int) -> bool:
    try:
        return 0 < round(float(str(written))) < min_count
    except ValueError:
        return False
