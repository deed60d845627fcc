"""The page's two sentences, and the numbers they stand on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoaccess.cartography.values import known, values
from geoaccess.messages.completeness import gaps_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geoaccess.messages import Translator

__all__ = ["Summary", "summarise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Totals of what is published about the areas.

    Attributes
    ----------
    people
        Inhabitants of the areas whose number may be shown.
    within
        Share of people within their threshold (0-1), over areas with both number and share;
        None where there is none.
    within_people
        Inhabitants of those areas.
    flagged, flagged_people
        Flagged areas, and their inhabitants where shown.
    flagged_uncounted
        Flagged areas whose inhabitants are not shown.
    not_assessable
        Areas that could not be assessed.
    gaps
        Vårdcentraler listed and expected, where the list is too short to judge by.
    """

    areas: int
    people: int
    within: float | None
    within_people: int
    flagged: int
    flagged_people: int
    flagged_uncounted: int
    not_assessable: int
    gaps: tuple[int, int] | None = None

    def sentences(self, t: Translator) -> tuple[str, ...]:
        """Say it; a third sentence where areas could not be assessed."""
        found = [self._within(t), self._flagged(t)]
        if self.gaps is not None:
            found.insert(1, gaps_sentence(self.gaps, t))
        if self.not_assessable:
            found.append(
                t("{n} areas could not be assessed.", n=t.number(self.not_assessable))
                if self.not_assessable > 1
                else t("One area could not be assessed.")
            )
        return tuple(found)

    def _within(self, t: Translator) -> str:
        if self.within is None:
            return t("No share of people within the threshold is known.")
        return t(
            "{share} of {people} people reach a vårdcentral within the time "
            "that is acceptable where they live.",
            share=t.percent(self.within),
            people=t.number(self.within_people),
        )

    def _flagged(self, t: Translator) -> str:
        if self.areas and self.not_assessable == self.areas:
            return t("Whether any area has both high need and low access cannot be told.")
        if not self.flagged:
            return t("No area has both high need and low access.")
        sentence = t(
            "Areas with both high need and low access: {n}, with {people} people.",
            n=t.number(self.flagged),
            people=t.number(self.flagged_people),
        )
        if not self.flagged_uncounted:
            return sentence
        more = t(
            "(Not counting the people of {n} of them: protected or not known.)",
            n=t.number(self.flagged_uncounted),
        )
        return f"{sentence} {more}"


def _total(people: Sequence[float | None], whole: float | None) -> int:
    """Sum of what is shown; the whole where every area is."""
    shown = [p for p in people if p is not None]
    is_all = len(shown) == len(people) and whole is not None and math.isfinite(whole)
    return round(whole if is_all and whole is not None else sum(shown))


def summarise(
    areas: pd.DataFrame, gaps: tuple[int, int] | None = None, *, whole: float | None = None
) -> Summary:
    """Add up the areas' published numbers; nothing protected is in any sum.

    `whole` is the run's own total of people, if it is known: areas' numbers are rounded one by
    one, and their sum may be off by a few.
    """
    people = known(areas, "people")
    shares = known(areas, "share_within")
    flags = values(areas, "flag")
    told = list(zip(people, shares, strict=True))
    both = [(p, s) for p, s in told if p is not None and s is not None]
    base = sum(p for p, _ in both)
    flagged = [p for p, flag in zip(people, flags, strict=True) if flag == "flagged"]
    return Summary(
        areas=len(areas),
        people=_total(people, whole),
        within=sum(p * s for p, s in both) / base if base else None,
        within_people=_total([p if s is not None else None for p, s in told], whole),
        flagged=len(flagged),
        flagged_people=round(sum(p for p in flagged if p is not None)),
        flagged_uncounted=sum(p is None for p in flagged),
        not_assessable=sum(flag == "not_assessable" for flag in flags),
        gaps=gaps,
    )
