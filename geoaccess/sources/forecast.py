"""A forecast of people by kommun or area and age: two of its years, the base and the horizon."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.errors import InputError, NoticeList
from geoaccess.messages.counts import COUNT_WORDS
from geoaccess.sources.mapping import load_text
from geoaccess.sources.statistics import read_statistics
from geoaccess.sources.text_table import clean
from geoaccess.sources.vintage import bridge, vintage_of
from geoaccess.study import StatisticsInput
from geoaccess.tables import GROUPS

if TYPE_CHECKING:
    from collections.abc import Collection

    from geoaccess.errors import Notice
    from geoaccess.sources.mapping import SourceTable
    from geoaccess.sources.text_table import TextTable
    from geoaccess.study import ForecastInput, Study

__all__ = ["BASE", "base_year", "read_forecast"]

# What stands before a column's name where it is of the base year.
BASE = "base_"

# A part may top its whole by as much as rounding and disclosure control explain.
_NOISE_SHARE, _NOISE_COUNT = 0.02, 10
_YEAR_AT_END = re.compile(r"(?:^|.*\s)((?:19|20|21)\d\d)")
_DAY = re.compile(r"\b((?:19|20)\d\d)-\d\d-\d\d\b")
_BOUNDARIES = re.compile(r"(?:DeSO|RegSO)[ _]?(\d{4})")
_SHOWN = 5
# Kommuner differ by more than a slip of the decimal sign: Stockholm's count is no fault.
_NOT_OF_KOMMUNER = "GA-T126"


def base_year(study: Study) -> int:
    """The year the statistics speak of: as the study says, else as the table of people does.

    Raises
    ------
    InputError
        If neither says.
    """
    if study.forecast is not None and study.forecast.base is not None:
        return study.forecast.base
    for given in study.inputs.statistics:
        if "people" not in {*given.columns, *given.values}:  # noqa: PD011 -- a setting, no frame
            continue
        column = _YEAR_AT_END.fullmatch(clean(given.value_column or ""))
        day = _DAY.search(given.vintage)
        said = column or day
        if said:
            return int(said.group(1))
    raise InputError.of("GA-P076", column="forecast.base")


def read_forecast(study: Study, areas: SourceTable) -> SourceTable | None:
    """Read the base year and the horizon of a forecast, for the kommuner or areas of the study.

    Returns
    -------
    SourceTable or None
        A row per kommun or area of the study: ``area_id``, ``people`` and the age groups given, of
        the horizon; and the same of the base year as ``base_people`` and so on. None where the
        study is not made for a year, or names no file.

    Raises
    ------
    InputError
        All faults of the file: years and places that are not there, numbers that are missing, age
        groups larger than all people, boundaries of another vintage.
    """
    given, asked = study.inputs.forecast, study.forecast
    if given is None or asked is None:
        return None
    years = {BASE: base_year(study), "": asked.year}
    found = NoticeList()
    wanted = {given.pivot} if given.pivot else set()
    text = load_text(study, given, "forecast", wanted=wanted).text
    columns = {part: _column_of(year, text, found) for part, year in years.items()}
    _refuse_other_vintage(study, given, text.file, found)
    InputError.refuse(found)
    tables = {part: _read(study, given, str(column), found) for part, column in columns.items()}
    InputError.refuse(found)
    expected = _expected(given, areas)
    parts = [
        _by_code(table, part, expected, found)
        for part, table in tables.items()
        if table is not None
    ]
    InputError.refuse(found)
    horizon = tables[""]
    assert horizon is not None
    for part, frame in zip(tables, parts, strict=True):
        of_year = _Year(given, text, part, years[part], str(columns[part]))
        _refuse_withheld(frame, of_year, expected, found)
        _refuse_parts_above_wholes(frame, of_year, expected, found)
    _refuse_without(expected, parts[-1], given, text.file, found)
    InputError.refuse(found)
    frame = pd.concat([one.drop(columns="line") for one in parts], axis=1)
    lines = parts[-1]["line"].reset_index(drop=True).rename("line")
    return replace(
        horizon,
        frame=frame.rename_axis("area_id").reset_index(),
        lines=lines,
        notices=tuple(found),
    )


def _column_of(year: int, text: TextTable, found: NoticeList) -> str | None:
    """The column whose name is the year, or ends with it."""
    ends = {name: _YEAR_AT_END.fullmatch(name) for name in text.names}
    of_years = {name: int(match.group(1)) for name, match in ends.items() if match}
    named = [name for name, of in of_years.items() if of == year]
    if len(named) == 1:
        return named[0]
    if named:
        found.add("GA-P081", file=text.file, value=year, found=", ".join(named))
    else:
        known = sorted(set(of_years.values()))
        near = min(known, key=lambda one: abs(one - year), default="-")
        shown = ", ".join(map(str, known)) or "-"
        found.add("GA-P080", file=text.file, value=year, found=shown, nearest=str(near))
    return None


def _refuse_other_vintage(study: Study, given: ForecastInput, file: str, found: NoticeList) -> None:
    """A forecast by area is of the study's boundaries; kommuner have no vintage."""
    if given.level == "kommun":
        return
    ours, theirs = study.inputs.areas.vintage, given.vintage
    of_ours, of_theirs = _BOUNDARIES.search(ours), _BOUNDARIES.search(theirs)
    if of_ours and of_theirs and of_ours.group(1) != of_theirs.group(1):
        key = bridge(vintage_of(theirs), vintage_of(ours))
        found.add("GA-L001", file=file, theirs=theirs, ours=ours, key=key)


def _read(study: Study, given: ForecastInput, column: str, found: NoticeList) -> SourceTable | None:
    """One year's column through the gate of all statistics; what both years say is told once."""
    said = given.model_dump(exclude={"level", "columns"})
    columns = given.columns if given.pivot else given.columns | {"people": column}
    numbers = column if given.pivot else None
    as_statistics = StatisticsInput(**said, columns=columns, value_column=numbers)
    try:
        table = read_statistics(study, as_statistics, "forecast")
    except InputError as error:
        _tell_once((*error.notices, *error.beside), found)
        return None
    _tell_once(table.notices, found)
    return table


def _tell_once(notices: Collection[Notice], found: NoticeList) -> None:
    told = list(found)
    found.extend(n for n in notices if n not in told and n.code != _NOT_OF_KOMMUNER)


def _expected(given: ForecastInput, areas: SourceTable) -> list[str]:
    """Codes the forecast must have a row for."""
    frame = areas.frame
    if given.level == "area":
        return sorted(frame["area_id"])
    if "kommun_code" in frame:
        return sorted(frame["kommun_code"].dropna().unique())
    return sorted(frame["area_id"].str[:4].unique())


def _by_code(
    table: SourceTable, part: str, expected: Collection[str], found: NoticeList
) -> pd.DataFrame:
    """The rows of the study's places by their code, each with its row in the file."""
    code = pd.Series(
        [_code(text, expected) for text in table.frame["area_id"]], index=table.frame.index
    )
    ours = code.isin(list(expected))
    first = table.lines.groupby(code).transform("min")
    for i in code.index[ours & code.duplicated()]:
        found.add(
            "GA-T004",
            file=table.provenance.path,
            row=int(table.lines[i]),
            column="area_id",
            value=code[i],
            other=int(first[i]),
        )
    numbers = table.frame.drop(columns="area_id").astype(float)
    frame = numbers.assign(line=table.lines).loc[ours]
    frame = frame.set_axis(code[ours].to_numpy(), axis=0).sort_index()
    return frame.rename(columns={name: part + name for name in ("people", *GROUPS)})


def _code(text: str, expected: Collection[str]) -> str:
    """The code that a text is, or starts with; a zero that a table lost in front is put back."""
    if text in expected:
        return text
    first = text.split(maxsplit=1)[0] if text.strip() else text
    bare = first.partition("_")[0]
    return next((one for one in (bare, bare.zfill(4)) if one in expected), first)


@dataclass(frozen=True, slots=True)
class _Year:
    """One of the two years: how its columns are called here, and which the file's is."""

    given: ForecastInput
    text: TextTable
    part: str
    year: int
    column: str

    def names(self, frame: pd.DataFrame) -> list[str]:
        """Columns of this year, people first and the oldest last."""
        return [self.part + name for name in ("people", *GROUPS) if self.part + name in frame]

    def row(self, code: str, group: str, expected: Collection[str], *, numbers: bool) -> int | None:
        """First row of a place's group in the file that has a number, or that has none."""
        text, given = self.text, self.given
        keys = text.column(clean(given.columns.get("area_id", "area_id")))
        ages = {clean(age) for age in given.values.get(group, ())}  # noqa: PD011 -- a setting
        tells = text.column(clean(given.pivot)) if given.pivot else None
        for i, (key, cell) in enumerate(zip(keys, text.column(self.column), strict=True)):
            mine = _code(key, expected) == code and (tells is None or tells[i] in ages)
            if mine and any(sign.isdigit() for sign in cell) == numbers:
                return int(text.lines[i])
        return None


def _refuse_withheld(
    frame: pd.DataFrame, of_year: _Year, expected: Collection[str], found: NoticeList
) -> None:
    for name in of_year.names(frame):
        group = name.removeprefix(of_year.part)
        for code in frame.index[frame[name].isna()]:
            found.add(
                "GA-P077",
                file=of_year.text.file,
                row=of_year.row(code, group, expected, numbers=False),
                column=of_year.column,
                value=code,
                what=COUNT_WORDS[group],
                year=str(of_year.year),
            )


def _refuse_parts_above_wholes(
    frame: pd.DataFrame, of_year: _Year, expected: Collection[str], found: NoticeList
) -> None:
    """Refuse age groups larger than those they are part of, beyond what noise explains."""
    for whole, group in pairwise(of_year.names(frame)):
        most = frame[whole] * (1 + _NOISE_SHARE) + _NOISE_COUNT
        part = group.removeprefix(of_year.part)
        for code in frame.index[np.asarray(frame[group] > most)]:
            found.add(
                "GA-P079",
                file=of_year.text.file,
                row=of_year.row(code, part, expected, numbers=True),
                column=of_year.column,
                value=f"{frame.loc[code, group]:.10g}",
                place=code,
                year=str(of_year.year),
                part=COUNT_WORDS[part],
                whole=COUNT_WORDS[whole.removeprefix(of_year.part)],
                most=float(frame.loc[code, whole]),
            )


def _refuse_without(
    expected: list[str], frame: pd.DataFrame, given: ForecastInput, file: str, found: NoticeList
) -> None:
    missing = [code for code in expected if code not in frame.index]
    if missing:
        found.add(
            "GA-P078",
            file=file,
            column=given.columns.get("area_id", "area_id"),
            n=len(missing),
            places=", ".join(missing[:_SHOWN]) + (" …" if len(missing) > _SHOWN else ""),
        )
