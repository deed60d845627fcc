"""Which groups of people are concerned: who is among those beyond their threshold.

Points hold age groups, so that those are counted. Of who lives alone and which households have no
car only an area's number is known: of them as large a part is taken to be beyond as of all people
of 65 or more, and of all people.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.messages import N_
from geoaccess.principles.verdicts import NAN
from geoaccess.principles.wording import Beside, Count, say
from geoaccess.tables import CONCERNED, NO_CAR

if TYPE_CHECKING:
    from geoaccess.principles.wording import Said

__all__ = ["Concerned", "concerned"]

_OLD = N_("80 or older among them: {n}.")
_ALONE = N_(
    "65 or older and living alone among them, estimated by the share of all aged 65 or older: {n}."
)
_ALONE_BY_PEOPLE = N_(
    "65 or older and living alone among them, estimated by the share of all people: {n}."
)
_NO_CAR = N_("Households without a car among them, estimated by the share of all people: {n}.")
# Of a group that only areas know of: whose share beyond the threshold is taken, and what is said.
_LIKE = {
    "elderly_alone": {"age_65plus": _ALONE, "people": _ALONE_BY_PEOPLE},
    NO_CAR: {"people": _NO_CAR},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """One group among the people beyond the threshold.

    Attributes
    ----------
    group
        One of `geoaccess.tables.CONCERNED`.
    number
        How many, with what would follow from it: persons, or households without a car; missing
        where the area's number is not known.
    said
        In words.
    """

    group: str
    number: Beside
    said: Said

    @property
    def value(self) -> float:
        """How many, as a number."""
        return self.number.one.value


def concerned(row: pd.Series) -> tuple[Concerned, ...]:
    """The groups that a study tells of, in one area.

    Parameters
    ----------
    row
        An area of the evidence with its sums by `geoaccess.principles.reach.reach_by`: ``people``,
        ``beyond``, and where given ``beyond_<age group>`` and the area's number of each group.

    Examples
    --------
    Of fifty people thirty are beyond; of ten who are 65 or more eight are. Five of the ten live
    alone, so four of them are taken to be beyond.

    >>> area = {"people": 50.0, "beyond": 30.0, "age_65plus": 10.0, "beyond_age_65plus": 8.0}
    >>> [(one.group, one.value) for one in concerned(pd.Series(area | {"elderly_alone": 5.0}))]
    [('elderly_alone', 4.0)]
    """
    return tuple(_told(row, name) for name in CONCERNED if _is_given(row, name))


def _is_given(row: pd.Series, group: str) -> bool:
    return (group if group in _LIKE else f"beyond_{group}") in row


def _told(row: pd.Series, group: str) -> Concerned:
    if group not in _LIKE:
        counted, *rest = _fourfold(row, group)
        number = Beside(counted, tuple(rest))
        return Concerned(group=group, number=number, said=say(_OLD, n=number))
    like, text = next(
        (one, text)
        for one, text in _LIKE[group].items()
        if one == "people" or (_float(row, one) > 0 and not math.isnan(_beyond(row, one)))
    )
    whole, of_all = _float(row, group), _float(row, like)
    part = whole * _beyond(row, like) / of_all if of_all > 0 else NAN
    # Whoever knows the area's number reads from the estimate how many of the others are beyond.
    all_of_it = Count(whole, None if group == NO_CAR else of_all)
    number = Beside(Count(part, whole), (all_of_it, *_fourfold(row, like)))
    return Concerned(group=group, number=number, said=say(text, n=number))


def _fourfold(row: pd.Series, group: str) -> tuple[Count, ...]:
    """A group's people beyond and not beyond, and the other people's: each follows from the rest.

    The whole of the group and the number of people beyond are told elsewhere.
    """
    people, beyond = float(row["people"]), float(row["beyond"])
    if group == "people":
        return (Count(beyond, people),)
    whole, part = _float(row, group), _beyond(row, group)
    return (
        Count(part, beyond),
        Count(whole - part),
        Count(people - beyond - (whole - part)),
    )


def _beyond(row: pd.Series, group: str) -> float:
    return _float(row, "beyond" if group == "people" else f"beyond_{group}")


def _float(row: pd.Series, name: str) -> float:
    value = row.get(name)
    return NAN if value is None or pd.isna(value) else float(value)
