"""What must be said wherever hidden or rounded numbers stand beside sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import N_, translator

if TYPE_CHECKING:
    from geoaccess.messages import Language

__all__ = ["ABOUT", "ROUNDED", "SUMS", "merging_said", "rounding_said"]

SUMS: str = N_(
    "Further numbers are hidden so that no small one can be worked out from sums and shares in "
    "this run. Other reports of the same people can still tell, if their numbers are set beside "
    "these."
)
"""Sums are protected within one run; between runs nothing is."""
ABOUT = "\N{ALMOST EQUAL TO}\N{NO-BREAK SPACE}"
"""Before a number that is rounded to a base, in any language."""
ROUNDED: str = N_("rounded number")
_ROUNDED_TO = N_(
    "Numbers of people from confidential data are rounded to multiples of {base} (≈), and shares "
    "are of rounded numbers."
)
_NEED_NOT_ADD_UP = N_(
    "Totals are rounded on their own: parts need not add up to them. Where someone is counted the "
    "number is never rounded to zero."
)
_MERGED = N_(
    "Areas in which few live are merged with a neighbour. Merged areas: {areas}; people in them: "
    "{people}."
)
_MERGED_SOME = N_("Areas in which few live are merged with a neighbour. Merged areas: {areas}.")


def rounding_said(base: int | None, lang: Language) -> tuple[str, ...]:
    """What is rounded, and that sums need not add up; nothing where nothing is rounded.

    Examples
    --------
    >>> rounding_said(5, "en")[0].partition(" (")[0]
    'Numbers of people from confidential data are rounded to multiples of 5'
    """
    if base is None:
        return ()
    t = translator(lang)
    return t(_ROUNDED_TO, base=t.number(base)), t(_NEED_NOT_ADD_UP)


def merging_said(areas: int, people: float | None, lang: Language) -> tuple[str, ...]:
    """How many areas are merged ones and how many live in them; nothing where none is.

    `people` is None where one of their counts is hidden: a sum would tell it.

    Examples
    --------
    >>> merging_said(2, 812, "en")[0].partition(". ")[2]
    'Merged areas: 2; people in them: 812.'
    >>> merging_said(0, 0, "en")
    ()
    """
    if not areas:
        return ()
    t = translator(lang)
    if people is None:
        return (t(_MERGED_SOME, areas=t.number(areas)),)
    return (t(_MERGED, areas=t.number(areas), people=t.number(people)),)
