"""Statistics by area: wide, or long as SCB's PxWeb publishes it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.columns import Column, Table
from geoaccess.errors import InputError, telling_beside
from geoaccess.messages import N_, Phrase
from geoaccess.sources.asked_rows import no_column, no_value
from geoaccess.sources.mapping import (
    Loaded,
    SourceTable,
    load_text,
    source_table,
    typed_frame,
)
from geoaccess.sources.plausible import refuse_totals, tell_outliers
from geoaccess.sources.reading import Reading
from geoaccess.sources.text_table import clean
from geoaccess.sources.validity import refuse_year_outside
from geoaccess.sources.values import typed
from geoaccess.sources.vintage import without_vintage
from geoaccess.study.files import STATISTICS_FILE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from numpy.typing import NDArray

    from geoaccess.study import StatisticsInput, Study

__all__ = ["read_statistics"]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_BOUNDARIES = re.compile(r"(?:DeSO|RegSO)[ _]?\d{4}")
# Codes of Swedish areas tell of what kind they are.
_KINDS: Mapping[str, tuple[re.Pattern[str], Phrase | str]] = {
    "lan": (re.compile(r"\d{1,2}"), Phrase(N_("counties"))),
    "kommun": (re.compile(r"\d{3,4}"), Phrase(N_("kommuner"))),
    "deso": (re.compile(r"\d{3,4}[ABC]\d{4}"), "DeSO"),
    "regso": (re.compile(r"\d{3,4}R\d{3}"), "RegSO"),
}
_PEOPLE = tuple(c.name for c in STATISTICS_FILE.columns if c.extensive)


def read_statistics(
    study: Study,
    given: StatisticsInput,
    role: str = "statistics",
    *,
    expected: Collection[str] = (),
) -> SourceTable:
    """Read a statistics table.

    Parameters
    ----------
    study, given, role
        The study, one of ``study.inputs.statistics`` and what it is called.
    expected
        Area codes of the boundaries, to put lost leading zeros back.

    Returns
    -------
    SourceTable
        A row per area: ``area_id``, those of ``people``, ``age_65plus``, ``age_80plus`` and the
        CNI counts that are given (persons, missing where withheld), and the study's own columns.

    Raises
    ------
    InputError
        All faults of the file. In a long table also: a value that is not there, an area with
        two rows or none for a value.
    """
    wanted = {name for name in (given.pivot, given.value_column) if name}
    loaded = load_text(study, given, role, wanted=wanted)
    # RegSO have vintages of their own, which are held against the areas' where they are matched,
    # and a table that is to be converted is of another vintage.
    same = given.level == "area" and given.key is None and given.boundaries is None
    said = (given.vintage, study.inputs.areas.vintage if same else "")
    loaded = without_vintage(loaded, "area_id", said)
    refuse_year_outside(loaded, given, said, today=study.study.date.year)
    keys = {"area_id": expected}
    if given.pivot is None:
        table = _table(given.columns)
        frame = typed_frame(loaded, table, expected=keys)
        _refuse_other_kind(loaded, frame, expected)
        tell_outliers(loaded, frame, _PEOPLE)
        return source_table(loaded, frame, table)
    return _long(loaded, given, keys)


def _refuse_other_kind(loaded: Loaded, frame: pd.DataFrame, expected: Collection[str]) -> None:
    """Refuse codes of kommuner where the areas are DeSO, and the like, in so many words."""
    codes = [] if "area_id" not in frame else frame["area_id"].dropna().tolist()
    ours, theirs = _kind_of(expected), _kind_of(codes)
    if ours and theirs and ours != theirs:
        with telling_beside(loaded.found):
            raise InputError.of(
                "GA-T146",
                file=loaded.file,
                column=clean(loaded.given.columns.get("area_id", "area_id")),
                value=codes[0],
                found=_KINDS[theirs][1],
                example=min(expected),
            )


def _kind_of(codes: Iterable[str]) -> str:
    """Kind that all the codes are of; empty where they are of several or of none."""
    codes = list(codes)
    kinds = [k for k, (form, _) in _KINDS.items() if codes and all(map(form.fullmatch, codes))]
    return kinds[0] if kinds else ""


def _tell_other_year(loaded: Loaded, given: StatisticsInput, numbers: str) -> None:
    """Say if the column of numbers is headed by another year than the study gives."""
    headed = set(_YEAR.findall(numbers))
    said = set(_YEAR.findall(_BOUNDARIES.sub("", given.vintage)))
    if len(headed) == 1 and said and headed.isdisjoint(said):
        loaded.found.add(
            "GA-T150",
            file=loaded.file,
            column=numbers,
            value=min(headed),
            vintage=given.vintage,
        )


def _table(names: Collection[str]) -> Table:
    """Our statistics columns and the study's own beside them."""
    own = [
        Column(name=name, kind="number", unit="", meaning="", required=False, must_fill=False)
        for name in names
        if name not in STATISTICS_FILE.by_name
    ]
    return Table(STATISTICS_FILE.name, STATISTICS_FILE.key, (*STATISTICS_FILE.columns, *own))


def _long(loaded: Loaded, given: StatisticsInput, keys: dict[str, Collection[str]]) -> SourceTable:
    pivot, numbers = clean(given.pivot or ""), clean(given.value_column or "")
    for name in (pivot, numbers):
        if name not in loaded.text.names:
            no_column(loaded.text, name, loaded.found)
    key = Table("statistics", "area_id", STATISTICS_FILE.columns[:1])
    area = typed_frame(loaded, key, expected=keys)
    _refuse_other_kind(loaded, area, keys["area_id"])
    _tell_other_year(loaded, given, numbers)
    InputError.refuse(loaded.found)
    if "area_id" not in area:
        return source_table(loaded, area, STATISTICS_FILE)
    measure = loaded.text.column(pivot)
    values = _numbers(loaded, given, numbers, measure)
    rows = pd.DataFrame({"area_id": area["area_id"], "measure": measure, "value": values})
    _refuse_repeated(loaded, rows, given)
    InputError.refuse(loaded.found)
    # A pivot table would sum missing cells as zero; a pivot keeps them.
    wide = rows.pivot(index="area_id", columns="measure", values="value")  # noqa: PD010
    order = rows["area_id"].drop_duplicates()
    frame = _summed(loaded, given, wide.reindex(order))
    at = order.index.to_numpy()
    lines = loaded.text.lines[at]
    of_areas = replace(loaded, text=loaded.text.keep(np.isin(np.arange(len(rows)), at)))
    tell_outliers(of_areas, frame, _PEOPLE)
    return source_table(loaded, frame, _table(frame.columns), lines=lines)


def _sums(given: StatisticsInput) -> dict[str, list[str]]:
    """Which values of the pivot add up to each of our columns."""
    sums = given.values  # noqa: PD011 -- a setting, not a frame
    return {column: [clean(value) for value in values] for column, values in sums.items()}


def _numbers(
    loaded: Loaded, given: StatisticsInput, name: str, measure: NDArray[np.object_]
) -> pd.Series:
    """Numbers of the rows whose value of the pivot is used; the others are not looked at."""
    used = {value for values in _sums(given).values() for value in values}
    for value in sorted(used - set(measure)):
        no_value(loaded.text, clean(given.pivot or ""), value, loaded.found)
    ours = all(column in STATISTICS_FILE.by_name for column in _sums(given))
    column = Column(
        name=name,
        kind="count" if ours else "number",
        unit="persons",
        meaning="",
        must_fill=False,
        low=0 if ours else None,
    )
    reading = Reading(
        file=loaded.file,
        found=loaded.found,
        decimal=given.decimal,
        native=loaded.text.native,
        whole=True,
        missing=given.missing,
    )
    text = loaded.text
    at = np.flatnonzero(np.isin(measure.astype(str), sorted(used)))
    numbers = typed(text.column(name)[at], column, text.lines[at], reading)
    return numbers.set_axis(at).reindex(range(len(text.lines)))


def _refuse_repeated(loaded: Loaded, rows: pd.DataFrame, given: StatisticsInput) -> None:
    used = {value for values in _sums(given).values() for value in values}
    repeated = rows.duplicated(["area_id", "measure"])
    for i in rows.index[repeated & rows["measure"].isin(used)]:
        loaded.found.add(
            "GA-T052",
            file=loaded.file,
            row=int(loaded.text.lines[i]),
            area=rows.loc[i, "area_id"],
            value=rows.loc[i, "measure"],
        )
    for value in sorted(used):
        has = set(rows.loc[rows["measure"] == value, "area_id"])
        for area in rows["area_id"].drop_duplicates():
            if area not in has and has:
                row = int(loaded.text.lines[(rows["area_id"] == area).to_numpy().argmax()])
                loaded.found.add("GA-T053", file=loaded.file, row=row, area=area, value=value)


def _summed(loaded: Loaded, given: StatisticsInput, wide: pd.DataFrame) -> pd.DataFrame:
    """Each of our columns as the sum of its values; missing if one of them is missing."""
    frame = pd.DataFrame({"area_id": pd.Series(wide.index.to_numpy(object), dtype="str")})
    for column, values in _sums(given).items():
        for value in sorted({value for value in values if values.count(value) > 1}):
            loaded.found.add("GA-T149", file=loaded.file, column=column, value=value)
        parts = wide[values]
        summed = {value: wide[value] for value in dict.fromkeys(values)}
        refuse_totals(loaded.found, summed, column=column, file=loaded.file)
        frame[column] = parts.sum(axis=1, skipna=False).reset_index(drop=True)
    return frame
