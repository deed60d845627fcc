"""From the exact result to what may be published: suppressed, rounded once, worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geoaccess.messages import LANGUAGES
from geoaccess.result.indicators import (
    AREA_COLUMNS,
    SITE_COLUMNS,
    UNIT_COLUMNS,
    VERDICT_COLUMNS,
    Indicator,
)
from geoaccess.result.published import Head, Published
from geoaccess.result.suppression import hide_small_counts, is_small, with_status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.result.private import Result

__all__ = ["published_view"]

# One rounding, here, for every output: decimals by the form of a column.
_DECIMALS: Mapping[str, int] = {
    "count": 0,
    "minutes": 1,
    "share": 4,
    "index": 3,
    "ratio": 3,
    "number": 4,
}


def published_view(result: Result, run_id: str) -> Published:
    """What anyone may see of a result.

    Counts of 1 up to ``disclosure.min_count`` that rest on confidential inputs are suppressed,
    and with them the shares that would give them away.
    """
    limit = result.study.disclosure.min_count
    people_private = not _is_open(result, "people")
    return Published(
        head=_head(result, run_id),
        areas=_areas(result, private=people_private, limit=limit),
        units=_units(result, private=people_private, limit=limit),
        sites=_sites(result, private=people_private, limit=limit),
        verdicts=_verdicts(result, private=people_private, limit=limit),
        shares=_shares(result, private=people_private, limit=limit),
        shares_by_mode=result.shares_by_mode.assign(share=result.shares_by_mode["share"].round(4)),
        balance=result.balance,
        sources=pd.DataFrame(
            [
                {
                    "role": one.role,
                    "path": one.path,
                    "source": one.source,
                    "licence": one.licence,
                    "vintage": one.vintage,
                    "retrieved": one.retrieved.isoformat() if one.retrieved else "",
                    "sensitivity": one.sensitivity,
                    "rows": one.rows,
                    "sha256": one.sha256,
                    "url": one.url,
                }
                for one in result.provenance
            ]
        ),
        notices=_notices(result),
        background=result.background,
    )


def _head(result: Result, run_id: str) -> Head:
    identity = result.study.study
    return Head(
        study_id=identity.id,
        name=identity.name,
        region=identity.region,
        date=identity.date,
        language=identity.language,
        synthetic=identity.synthetic,
        estimate=result.estimate,
        version=result.version,
        run_id=run_id,
        contact=identity.contact,
        stamps=result.stamps,
        marks=result.marks,
        need_label=result.need_label,
        rule_label=result.rule_label,
        min_count=result.study.disclosure.min_count,
    )


def _is_open(result: Result, kind: str) -> bool:
    """Whether every input behind a kind of number is open."""
    roles = {"people": ("statistics", "grid"), "sites": ("sites",)}[kind]
    return all(one.sensitivity == "open" for one in result.provenance if one.role.startswith(roles))


def _areas(result: Result, *, private: bool, limit: int) -> gpd.GeoDataFrame:
    areas = result.areas
    within = areas["people"] - areas["people_beyond"]
    # Either side of the threshold gives the other away when the total is known.
    split = private & (is_small(areas["people_beyond"], limit) | is_small(within, limit))
    few = private & is_small(areas["people"], limit)
    told = hide_small_counts(
        areas, ("people", "age_65plus", "age_80plus"), confidential=private, min_count=limit
    )
    told = with_status(told, ("people_beyond", "people_without_time", "priority"), split | few)
    told["share_within"] = told["share_within"].mask(split | few)
    for lang in LANGUAGES:
        told[f"reasons_{lang}"] = areas[f"reasons_{lang}_public" if private else f"reasons_{lang}"]
    return gpd.GeoDataFrame(_columns(told, AREA_COLUMNS))


def _units(result: Result, *, private: bool, limit: int) -> gpd.GeoDataFrame:
    counts = [c.name for c in UNIT_COLUMNS if c.counts and c.name in result.units]
    told = hide_small_counts(result.units, counts, confidential=private, min_count=limit)
    return gpd.GeoDataFrame(_columns(told, UNIT_COLUMNS))


def _sites(result: Result, *, private: bool, limit: int) -> gpd.GeoDataFrame:
    listed_private = not _is_open(result, "sites")
    told = hide_small_counts(
        result.sites, ("people_nearest",), confidential=private, min_count=limit
    )
    hidden = listed_private & is_small(result.sites["listed"].astype(float), limit)
    told = with_status(told, ("listed", "pressure"), hidden)
    return gpd.GeoDataFrame(_columns(told, SITE_COLUMNS))


def _verdicts(result: Result, *, private: bool, limit: int) -> pd.DataFrame:
    told = hide_small_counts(result.verdicts, ("people",), confidential=private, min_count=limit)
    if private:
        for lang in LANGUAGES:
            told[f"sentence_{lang}"] = told[f"sentence_{lang}_public"]
    return _columns(told, VERDICT_COLUMNS)


def _shares(result: Result, *, private: bool, limit: int) -> pd.DataFrame:
    small = private & is_small(result.shares["people"], limit)
    told = with_status(result.shares, ("people",), small)
    told["people"] = told["people"].round(0)
    return told.assign(share=told["share"].mask(small).round(4))


def _columns(frame: pd.DataFrame, columns: tuple[Indicator, ...]) -> pd.DataFrame:
    """Only the published columns, in their order, each rounded by its form."""
    result = pd.DataFrame(index=frame.index) if "geometry" not in frame else frame[["geometry"]]
    kept: dict[str, pd.Series] = {}
    for column in columns:
        if column.name not in frame:
            if column.name == frame.index.name:
                continue
            kept[column.name] = pd.Series(np.nan, index=frame.index)
        else:
            kept[column.name] = _rounded(frame[column.name], column)
        if column.counts:
            status = frame.get(f"{column.name}_status")
            missing = pd.Series("missing", index=frame.index, dtype="str")
            kept[f"{column.name}_status"] = missing if status is None else status
    return result.assign(**kept)


def _rounded(values: pd.Series, column: Indicator) -> pd.Series:
    if column.form not in _DECIMALS:
        return values
    return values.astype(float).round(_DECIMALS[column.form])


def _notices(result: Result) -> pd.DataFrame:
    rows = [
        notice.as_row("sv") | {"text_sv": notice.render("sv"), "text_en": notice.render("en")}
        for notice in result.notices
    ]
    columns = ["code", "severity", "file", "row", "column", "value", "text_sv", "text_en"]
    return pd.DataFrame(rows, columns=columns)
