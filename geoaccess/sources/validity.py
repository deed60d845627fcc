"""Years for which SCB gives numbers on each vintage: outside them its tables hold zeros or dots."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geoaccess.sources.mapping import summands
from geoaccess.sources.text_table import clean
from geoaccess.sources.vintage import vintage_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geoaccess.sources.mapping import Loaded
    from geoaccess.study import StatisticsInput

__all__ = ["refuse_year_outside"]

# PxWeb writes the year last in a column's name: "000007Y7 2024", "Antal 2023".
_LAST_YEAR = re.compile(r"(?:^|.* )((?:19|20)\d{2})")
# A study of one year may well be made with numbers that came a year or two later.
_YEARS_TO_PUBLISH = 2
_YEAR_COLUMNS = frozenset({"tid", "år", "year", "time"})


def refuse_year_outside(
    loaded: Loaded, given: StatisticsInput, said: Iterable[str], *, today: int
) -> None:
    """Refuse numbers of a year in which the table's vintage does not hold.

    Zeros there are no count, and real numbers there are those of other boundaries.

    Parameters
    ----------
    loaded
        The file, which gets the notices.
    given
        What the study says of it.
    said
        Vintages that the study gives.
    today
        The study's year. Years well after it are forecasts, of which SCB's validity says nothing.
    """
    vintages = [v for text in said if (v := vintage_of(text)) is not None and v.kind]
    if not vintages:
        return
    for column, year in _years(given):
        if year <= today + _YEARS_TO_PUBLISH and not vintages[0].holds_in(year):
            loaded.found.add(
                "GA-L071",
                file=loaded.file,
                column=column,
                value=str(year),
                vintage=str(vintages[0]),
            )


def _years(given: StatisticsInput) -> Iterator[tuple[str, int]]:
    """Columns of numbers that name a year, and the year that the study picks by ``where``."""
    mapped = [
        part for ours, name in given.columns.items() if ours != "area_id" for part in summands(name)
    ]
    names = [clean(given.value_column)] if given.value_column else mapped
    for name in names:
        year = _LAST_YEAR.fullmatch(name)
        if year:
            yield name, int(year.group(1))
    for column, value in given.where.items():
        if column.casefold() in _YEAR_COLUMNS and re.fullmatch(r"(?:19|20)\d{2}", value):
            yield column, int(value)
