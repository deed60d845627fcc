"""Sentences with numbers of known meaning: said in either language, small counts kept back."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geoaccess.messages import N_, Phrase, Translator, translator

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from geoaccess.messages import Language

__all__ = [
    "EVERYTHING",
    "HIDDEN",
    "Count",
    "Day",
    "Number",
    "Numbers",
    "Said",
    "Share",
    "Term",
    "Terms",
    "Words",
    "say",
]

HIDDEN = N_("(not shown)")
EVERYTHING = sys.maxsize
"""The least count that is shown where none is, zero neither."""
_UNKNOWN = N_("not known")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people; `of` is the whole it is a part of."""

    value: float
    of: float | None = None

    def write(self, t: Translator, min_count: int | None) -> str:
        """The number, or that it is not shown."""
        if _is_small(self.value, self.of, min_count):
            return t(HIDDEN)
        return t(_UNKNOWN) if math.isnan(self.value) else t.number(self.value)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of people, 0-1; `of` is how many people it is a share of."""

    value: float
    of: float | None = None
    decimals: int = 1

    def is_hidden(self, min_count: int | None) -> bool:
        """Whether a small count would follow from it."""
        return self.of is not None and _is_small(self.value * self.of, self.of, min_count)

    def write(self, t: Translator, min_count: int | None) -> str:
        """As a percentage, or that it is not shown."""
        if self.is_hidden(min_count):
            return t(HIDDEN)
        return t(_UNKNOWN) if math.isnan(self.value) else t.percent(self.value, self.decimals)


@dataclass(frozen=True, slots=True)
class Number:
    """Any other number; trailing zeros are left out."""

    value: float
    decimals: int = 2

    def write(self, t: Translator, _min_count: int | None) -> str:
        """With as many decimals as it has, at most `decimals`."""
        if math.isnan(self.value):
            return t(_UNKNOWN)
        rounded = round(self.value, self.decimals)
        needed = next(d for d in range(self.decimals + 1) if round(rounded, d) == rounded)
        return t.number(rounded, needed)


@dataclass(frozen=True, slots=True)
class Following:
    """A number from which shares could be worked out: not shown where one of them is not."""

    number: Number
    shares: tuple[Share, ...]

    def write(self, t: Translator, min_count: int | None) -> str:
        """The number, or that it is not shown."""
        if any(share.is_hidden(min_count) for share in self.shares):
            return t(HIDDEN)
        return self.number.write(t, min_count)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Several numbers that are one thing, such as thresholds that meet: ``10/20``."""

    values: tuple[float, ...]

    def write(self, t: Translator, min_count: int | None) -> str:
        """Each as a `Number`, with strokes between."""
        return "/".join(Number(value).write(t, min_count) for value in self.values)


@dataclass(frozen=True, slots=True)
class Day:
    """A date."""

    value: dt.date

    def write(self, t: Translator, _min_count: int | None) -> str:
        """As in prose."""
        return t.date(self.value)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the catalogue."""

    text: str

    def write(self, t: Translator, _min_count: int | None) -> str:
        """In that language."""
        return t(self.text)


@dataclass(frozen=True, slots=True)
class Terms:
    """A list of words of the catalogue (`Phrase`) and names that stand as they are."""

    texts: tuple[str, ...]

    def write(self, t: Translator, _min_count: int | None) -> str:
        """With commas between."""
        return ", ".join(t(text) if isinstance(text, Phrase) else text for text in self.texts)


@dataclass(frozen=True, slots=True)
class Words:
    """A text that comes in both languages, such as a label of the study."""

    by_language: Mapping[Language, str]

    def write(self, t: Translator, _min_count: int | None) -> str:
        """In that language."""
        return self.by_language[t.lang]


Place = Count | Share | Number | Following | Numbers | Day | Term | Terms | Words | str


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the catalogue with what fills it.

    Examples
    --------
    >>> said = say("{n} people", n=Count(3, of=1234))
    >>> said.render("en"), said.render("en", min_count=5)
    ('3 people', '(not shown) people')
    """

    text: str
    places: Mapping[str, Place] = field(default_factory=dict)

    def render(self, lang: Language, min_count: int | None = None) -> str:
        """Write the sentence; counts from 1 below `min_count`, and their rests, are not shown."""
        t = translator(lang)
        places = {
            name: place if isinstance(place, str) else place.write(t, min_count)
            for name, place in self.places.items()
        }
        return t(self.text, **places)


def say(text: str, **places: Place) -> Said:
    """Make a sentence; `text` is marked with ``N_`` where it is written."""
    return Said(text, places)


def _is_small(value: float, of: float | None, min_count: int | None) -> bool:
    if min_count is None or math.isnan(value):
        return False
    if min_count == EVERYTHING:
        return True
    rest = value if of is None or math.isnan(of) else of - value
    # Placed people are fractions: what rounds to zero people is zero people.
    return any(0 < round(part) < min_count for part in (value, rest))
