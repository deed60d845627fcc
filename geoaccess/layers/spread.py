"""Counts of larger areas shared out over the areas in them: an estimate, and it says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geoaccess.errors import InputError, NoticeList
from geoaccess.layers.overlap import people_in
from geoaccess.layers.shares import COUNTS, shared_out

if TYPE_CHECKING:
    from collections.abc import Collection

    from geoaccess.sources import SourceTable
    from geoaccess.study import StatisticsInput

__all__ = ["Spread", "by_kommun", "spread_of"]

_GRID = "grid"
_KOMMUN = re.compile(r"(\d{4})(?: .*)?")
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How the counts of one table by larger areas become counts of areas.

    Attributes
    ----------
    counts
        Which columns are counts.
    by
        What they are shared out by, and its number for each area; None where the study does not
        want it, and counts are refused.
    """

    counts: frozenset[str] = COUNTS
    by: str = ""
    weight: pd.Series | None = None

    def over(
        self, values: pd.DataFrame, whole: pd.Series, found: NoticeList, *, file: str, level: str
    ) -> pd.DataFrame:
        """Values of each area: its larger area's, and of counts its own part.

        Parameters
        ----------
        values
            By the larger areas' codes.
        whole
            Code of the larger area of each area.
        found
            Gets what was estimated.
        file, level
            What to call the table, and its larger areas.

        Raises
        ------
        InputError
            Counts that are not to be shared out, or can't be.
        """
        made = values.reindex(whole.to_numpy()).set_axis(whole.index, axis=0)
        counts = [str(column) for column in values.columns if column in self.counts]
        if not counts or self.weight is None:
            return made
        faults = NoticeList()
        for column in counts:
            parts = shared_out(values[column], whole, self.weight)
            stuck = whole[made[column].notna() & parts.isna()]
            for area in sorted(set(stuck)):
                faults.add("GA-L074", file=file, column=column, value=area, by=self.by)
            made[column] = parts
        InputError.refuse(faults)
        found.add(
            "GA-L077",
            file=file,
            columns=", ".join(counts),
            by=self.by,
            n=len(whole),
            level=level,
            larger=int(whole.nunique()),
        )
        return made


def spread_of(
    given: StatisticsInput, areas: gpd.GeoDataFrame, grid: SourceTable | None, *, file: str
) -> Spread:
    """How a table of the study is to be shared out.

    Raises
    ------
    InputError
        If the areas have no such count, or there is no grid.
    """
    counts = COUNTS | frozenset(given.counts)
    if given.spread is None:
        return Spread(counts=counts)
    if given.spread == _GRID and grid is not None:
        weight = people_in(areas, gpd.GeoDataFrame(grid.frame))
    elif given.spread in counts and given.spread in areas:
        weight = areas[given.spread].astype(float)
    else:
        raise InputError.of(
            "GA-L068",
            file=file,
            value=given.spread,
            found=", ".join(sorted(counts & set(areas.columns))) or "-",
        )
    return Spread(counts=counts, by=given.spread, weight=weight)


def by_kommun(
    table: SourceTable, kommun: pd.Series, spread: Spread, found: NoticeList
) -> pd.DataFrame:
    """Values of a table by kommun for each area in one of its kommuner.

    The table's keys are kommun codes, alone or before the name as in "0180 Stockholm".

    Raises
    ------
    InputError
        No kommun of the study has a row, one has two, or counts are not to be shared out.
    """
    file = table.provenance.path
    codes = _codes(table, set(kommun))
    values = table.frame.drop(columns="area_id")[codes.notna()]
    values = values.set_axis(codes.dropna().to_numpy(), axis=0)
    inside = kommun[kommun.isin(values.index)]
    without = kommun.index.difference(inside.index)
    if len(without):
        found.add("GA-L005", file=file, n=len(without), areas=", ".join(without[:_SHOWN]))
    if spread.weight is None:
        _refuse_copied_counts(values, inside, spread.counts, file)
    others = [str(column) for column in values.columns if column not in spread.counts]
    if others:
        found.add("GA-L078", file=file, columns=", ".join(others), n=len(inside))
    return spread.over(values, inside, found, file=file, level="kommun")


def _codes(table: SourceTable, kommuner: set[str]) -> pd.Series:
    """Kommun code of each row; missing where it is none of the study's."""
    faults = NoticeList()
    file = table.provenance.path
    codes: list[str | None] = []
    for text, row in zip(table.frame["area_id"], table.lines, strict=True):
        named = _KOMMUN.fullmatch(text)
        code = named.group(1) if named and named.group(1) in kommuner else None
        if code is not None and code in codes:
            first = int(table.lines.iloc[codes.index(code)])
            faults.add(
                "GA-T004", file=file, row=int(row), column="area_id", value=code, other=first
            )
        codes.append(code)
    InputError.refuse(faults)
    if not any(codes):
        raise InputError.of(
            "GA-L003",
            file=file,
            n=len(codes),
            value=table.frame["area_id"].iloc[0],
            example=min(kommuner),
        )
    return pd.Series(codes, index=table.frame.index, dtype="str")


def _refuse_copied_counts(
    values: pd.DataFrame, inside: pd.Series, counts: Collection[str], file: str
) -> None:
    sizes = inside.value_counts()
    if sizes.empty or sizes.iloc[0] == 1:
        return
    faults = NoticeList()
    for column in values.columns:
        if column in counts:
            n = int(sizes.iloc[0])
            faults.add("GA-L079", file=file, column=str(column), value=sizes.index[0], n=n)
    InputError.refuse(faults)
