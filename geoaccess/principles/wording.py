"""Sentences with numbers of known meaning: small counts kept back, or all counts rounded."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geoaccess.messages import N_, Phrase, Translator, translator
from geoaccess.messages.suppression import ABOUT
from geoaccess.principles.rounding import percentile_decimals, share_to_base, to_base

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from geoaccess.messages import Language

__all__ = [
    "EVERYTHING",
    "HIDDEN",
    "Beside",
    "Count",
    "Day",
    "Following",
    "Number",
    "Numbers",
    "Percentile",
    "Ratio",
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
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people; `of` is the whole it is a part of; `rounded` is told as such."""

    value: float
    of: float | None = None
    rounded: bool = False

    def is_hidden(self, min_count: int | None) -> bool:
        """Whether it or the rest of its whole is small."""
        return _is_small(self.value, self.of, min_count)

    def write(self, t: Translator, min_count: int | None) -> str:
        """The number, or that it is not shown."""
        if self.is_hidden(min_count):
            return t(HIDDEN)
        if math.isnan(self.value):
            return t(_UNKNOWN)
        return f"{ABOUT if self.rounded else ''}{t.number(self.value)}"

    def to_base(self, base: int) -> Count:
        """The count rounded; nobody is told as it is."""
        told = float(to_base(self.value, base))
        return Count(told, rounded=told > 0)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of people, 0-1; `of` is how many people it is a share of."""

    value: float
    of: float | None = None
    decimals: int = 1
    rounded: bool = False

    def is_hidden(self, min_count: int | None) -> bool:
        """Whether a small count would follow from it."""
        return self.of is not None and _is_small(self.value * self.of, self.of, min_count)

    def write(self, t: Translator, min_count: int | None) -> str:
        """As a percentage, or that it is not shown."""
        if self.is_hidden(min_count):
            return t(HIDDEN)
        if math.isnan(self.value):
            return t(_UNKNOWN)
        return f"{ABOUT if self.rounded else ''}{t.percent(self.value, self.decimals)}"

    def to_base(self, base: int) -> Share:
        """The share of rounded counts; one that is of no people is as it was."""
        if self.of is None:
            return self
        told = float(share_to_base(self.value, self.of, base))
        return Share(told, decimals=self.decimals, rounded=told > 0)


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
    """A number from which counts or shares would follow: not shown where one of them is not."""

    number: Number
    of: tuple[Count | Share, ...]

    def write(self, t: Translator, min_count: int | None) -> str:
        """The number, or that it is not shown."""
        if any(one.is_hidden(min_count) for one in self.of):
            return t(HIDDEN)
        return self.number.write(t, min_count)

    def to_base(self, _base: int) -> Term:
        """Not shown: it was reckoned from what is exact."""
        return Term(HIDDEN)


@dataclass(frozen=True, slots=True)
class Beside:
    """A count or share from which others follow: not shown where one of them is not."""

    one: Count | Share
    others: tuple[Count | Share, ...]

    def is_hidden(self, min_count: int | None) -> bool:
        """Whether it or one of the others is small."""
        return any(one.is_hidden(min_count) for one in (self.one, *self.others))

    def write(self, t: Translator, min_count: int | None) -> str:
        """The number, or that it is not shown."""
        return t(HIDDEN) if self.is_hidden(min_count) else self.one.write(t, min_count)

    def to_base(self, base: int) -> Count | Share:
        """The rounded number: each is rounded on its own."""
        return self.one.to_base(base)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A count per so many: not shown where the count is not, since it would follow."""

    count: Count
    per: float

    def write(self, t: Translator, min_count: int | None) -> str:
        """The ratio, or that it is not shown."""
        if self.count.is_hidden(min_count):
            return t(HIDDEN)
        about = ABOUT if self.count.rounded else ""
        return f"{about}{Number(self.count.value / self.per).write(t, min_count)}"

    def to_base(self, base: int) -> Ratio:
        """The ratio of the rounded count."""
        return Ratio(self.count.to_base(base), self.per)


@dataclass(frozen=True, slots=True)
class Percentile:
    """How many in a hundred of all people come before; coarser where counts are protected."""

    value: float
    of: float
    rounded: bool = False

    def write(self, t: Translator, min_count: int | None) -> str:
        """Cut, not rounded: 79.96 must not read as the 80 it falls short of."""
        is_open = min_count is None and not self.rounded
        step = 10 ** (1 if is_open else percentile_decimals(self.of))
        return Number(math.floor(self.value * step + _HAIR) / step, 1).write(t, None)

    def to_base(self, _base: int) -> Percentile:
        """As it is told where counts are protected."""
        return Percentile(self.value, self.of, rounded=True)


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


_OfPeople = Count | Share | Beside | Following | Ratio | Percentile
Place = _OfPeople | Number | Numbers | Day | Term | Terms | Words | str


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

    def to_base(self, base: int) -> Said:
        r"""The sentence with its counts, and what follows from them, rounded to `base`.

        Examples
        --------
        >>> say("{n} people, {s}", n=Count(98), s=Share(0.5, of=98)).to_base(5).render("en")
        '≈\xa0100 people, ≈\xa050.0%'
        """
        places = {
            name: place.to_base(base) if isinstance(place, _OfPeople) else place
            for name, place in self.places.items()
        }
        return Said(self.text, places)


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
