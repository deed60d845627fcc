"""From the exact result to what may be published: suppressed, rounded once, worded."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geoaccess.messages import LANGUAGES
from geoaccess.messages.suppression import merging_said, rounding_said
from geoaccess.principles.rounding import percentile_decimals
from geoaccess.principles.wording import EVERYTHING
from geoaccess.result import protected
from geoaccess.result.area_columns import AREA_COLUMNS
from geoaccess.result.assumptions import reading
from geoaccess.result.closures import CLOSURE_COLUMNS, TAKER_COLUMNS
from geoaccess.result.clusters import CLUSTER_COLUMNS
from geoaccess.result.comparison import COMPARISON_COLUMNS
from geoaccess.result.disclosure import (
    ground,
    listing_is_hidden,
    protect_listing,
    rounded,
    rounded_lists,
    secured,
    states,
    told_together,
)
from geoaccess.result.equity import EQUITY_COLUMNS, EQUITY_NUMBERS
from geoaccess.result.indicators import (
    DECIMALS,
    SITE_COLUMNS,
    UNIT_COLUMNS,
    VERDICT_COLUMNS,
    WHOLE_COLUMNS,
    Indicator,
)
from geoaccess.result.leakage import LEAKAGE_COLUMNS
from geoaccess.result.measures import MEASURE_COLUMNS, MEASURE_SHARES, MEASURE_VALUES
from geoaccess.result.protected import Protection
from geoaccess.result.public_notices import LISTED_PLACES, public_notices
from geoaccess.result.published import Head, Published

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geoaccess.errors import Notice
    from geoaccess.result.private import Result

__all__ = ["published_view"]

# The steps between ranked areas are their people: finer, and each area's count could be read off.
# Cut, not rounded: 79.96 is below a limit of 80.
_CUT = frozenset({"need_percentile", "need_percentile_low", "need_percentile_high"})
# What is in reach is shared by everyone who reaches it: finer, and their number could be read off.
_SHARED_OUT = frozenset({"supply_per_1000", "spar"})
_SHARED_OUT_DECIMALS = 2
# A mean over where people live, as a measure is.
_MODELLED = frozenset({"share_model"})
_HAIR = 1e-9
_MERGED = "merged"
# Supply shared among people adds up to all supply: with many digits that is one more equation
# about how many people live where.
_ROUGH, _FINE = 3, 6


def published_view(result: Result, run_id: str) -> Published:
    """What anyone may see of a result.

    Counts of 1 up to ``disclosure.min_count`` that rest on confidential inputs are suppressed,
    with them the shares that would give them away, and whatever else of the run they could be
    worked out from. Where the study rounds instead, all counts that rest on such inputs are
    multiples of ``disclosure.base``.
    """
    by = Protection.of(result)
    tables = _tables(result, by)
    # What was said of an area before it was merged is a part of what is said of it now.
    merges = _MERGED in tables["areas"]
    hides = by.base is not None or merges or "suppressed" in {*states(tables).values()}
    told = public_notices(
        result.notices, confidential=by.people, min_count=EVERYTHING if hides else by.min_count
    )
    told = public_notices(
        told,
        confidential=by.listing,
        min_count=EVERYTHING if listing_is_hidden(tables) else by.min_count,
        places=LISTED_PLACES,
    )
    precision = _precision(result, by)
    shares, by_mode = tables["shares"], tables["shares_by_mode"]
    return Published(
        head=_head(result, by, tables["areas"], run_id),
        areas=gpd.GeoDataFrame(_columns(tables["areas"], AREA_COLUMNS, precision)),
        units=gpd.GeoDataFrame(_columns(tables["units"], UNIT_COLUMNS, precision)),
        wholes=gpd.GeoDataFrame(_columns(tables["wholes"], WHOLE_COLUMNS, precision)),
        sites=gpd.GeoDataFrame(_columns(tables["sites"], SITE_COLUMNS, precision)),
        verdicts=_columns(tables["verdicts"], VERDICT_COLUMNS, precision),
        shares=shares.assign(people=shares["people"].round(0), share=shares["share"].round(6)),
        shares_by_mode=by_mode.assign(share=by_mode["share"].round(6)),
        measures=_measures(tables["measures"], digits=_ROUGH if by.people else _FINE),
        equity=_equity(tables["equity"], digits=_ROUGH if by.people else _FINE),
        clusters=_columns(result.clusters, CLUSTER_COLUMNS, precision),
        closures=_columns(tables["closures"], CLOSURE_COLUMNS, precision),
        takers=_columns(tables["takers"], TAKER_COLUMNS, precision),
        leakage=_columns(tables["leakage"], LEAKAGE_COLUMNS, precision),
        comparison=_columns(tables["comparison"], COMPARISON_COLUMNS, precision),
        **ground(result),
        balance=tables["balance"],
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
                | {f"reading_{lang}": reading(told, one.path, lang) for lang in LANGUAGES}
                for one in result.provenance
            ]
        ),
        notices=_notices(told),
        background=result.background,
    )


def _tables(result: Result, by: Protection) -> dict[str, pd.DataFrame]:
    """The tables of counts, protected in the way the study asks for."""
    return protect_listing(_of_people(result, by), result.leakage, by)


def _of_people(result: Result, by: Protection) -> dict[str, pd.DataFrame]:
    tables = protected.tables(result, by)
    if by.base is None:
        if not by.people:
            return tables
        told = secured(result, tables, width=by.protection)
        return told | {"verdicts": told_together(result, told["verdicts"])}
    if by.people:
        tables = rounded(result, tables, base=by.base, width=by.protection)
    return rounded_lists(result, tables, base=by.base) if by.sites else tables


def _head(result: Result, by: Protection, areas: pd.DataFrame, run_id: str) -> Head:
    identity = result.study.study
    said = {
        lang: (
            *(rounding_said(by.base, lang) if by.rounds else ()),
            *merging_said(*_merged(areas), lang),
        )
        for lang in LANGUAGES
    }
    return Head(
        study_id=identity.id,
        name=_plain(identity.name),
        region=_plain(identity.region),
        date=identity.date,
        language=identity.language,
        synthetic=identity.synthetic,
        estimate=result.estimate,
        version=result.version,
        run_id=run_id,
        contact=_plain(identity.contact),
        stamps={lang: _lines(*said[lang], *result.stamps[lang]) for lang in LANGUAGES},
        marks={lang: _lines(*said[lang][:1], *result.marks[lang]) for lang in LANGUAGES},
        gaps=result.gaps,
        need_label=result.need_label,
        need_reference=result.need_reference,
        rule_label=result.rule_label,
        min_count=by.min_count,
        base=by.base if by.rounds else None,
    )


def _lines(*said: str) -> tuple[str, ...]:
    return tuple(map(_plain, said))


def _merged(areas: pd.DataFrame) -> tuple[int, float | None]:
    """How many areas are merged ones, and how many live in them as far as that is told."""
    if _MERGED not in areas:
        return 0, 0.0
    told = areas.loc[areas[_MERGED].notna(), "people"].astype(float).round()
    return len(told), None if told.isna().any() else float(told.sum())


def _plain(text: str) -> str:
    """Text for titles: control characters become a visible sign."""
    return "".join("\ufffd" if unicodedata.category(c) == "Cc" else c for c in text)


def _precision(result: Result, by: Protection) -> Mapping[str, int]:
    """Decimals of columns that have fewer than their form, by the people behind them."""
    cut = percentile_decimals(float(result.areas["people"].sum())) if by.people else 1
    shared = dict.fromkeys(_SHARED_OUT, _SHARED_OUT_DECIMALS) if by.people else {}
    shared |= dict.fromkeys(_MODELLED, _ROUGH) if by.people else {}
    return {**dict.fromkeys(_CUT, cut), **shared}


def _columns(
    frame: pd.DataFrame, columns: tuple[Indicator, ...], precision: Mapping[str, int]
) -> pd.DataFrame:
    """Only the published columns, in their order, each rounded by its form."""
    kept: dict[str, pd.Series] = {} if "geometry" not in frame else {"geometry": frame["geometry"]}
    for column in columns:
        if column.name not in frame:
            if column.optional or column.name == frame.index.name:
                continue
            kept[column.name] = pd.Series(np.nan, index=frame.index)
        else:
            kept[column.name] = _rounded(frame[column.name], column, precision)
        if column.counts:
            status = frame.get(f"{column.name}_status")
            missing = pd.Series("missing", index=frame.index, dtype="str")
            kept[f"{column.name}_status"] = missing if status is None else status
    return pd.DataFrame(kept, index=frame.index)


def _rounded(values: pd.Series, column: Indicator, precision: Mapping[str, int]) -> pd.Series:
    if column.form not in DECIMALS:
        return values
    if column.name in _CUT:
        step = 10 ** precision[column.name]
        cut: pd.Series = (values.astype(float) * step + _HAIR).floordiv(1) / step
        return cut
    return values.astype(float).round(precision.get(column.name, DECIMALS[column.form]))


def _measures(frame: pd.DataFrame, *, digits: int) -> pd.DataFrame:
    """Measures with so many digits that say something."""
    rounded = {name: _of_digits(frame[name], digits) for name in MEASURE_VALUES}
    shares = {name: frame[name].round(DECIMALS["share"]) for name in MEASURE_SHARES}
    kept = [c.name for c in MEASURE_COLUMNS]
    kept += [f"{c.name}_status" for c in MEASURE_COLUMNS if c.counts]
    return frame.assign(**rounded, **shares)[kept]


def _equity(frame: pd.DataFrame, *, digits: int) -> pd.DataFrame:
    """Indices, which are parts of 1, with so many decimals; what has a unit with so many digits."""
    of_unit = ("mean", "gap", "gap_low", "gap_high")
    rounded = {
        name: (
            _of_digits(frame[name], digits) if name in of_unit else frame[name].round(digits) + 0.0
        )
        for name in EQUITY_NUMBERS
    }
    kept = [name for c in EQUITY_COLUMNS for name in (c.name, *[f"{c.name}_status"] * c.counts)]
    return frame.assign(**rounded)[kept]


def _of_digits(values: pd.Series, digits: int) -> pd.Series:
    return values.map(lambda value: float(f"{value:.{digits}g}"), na_action="ignore")


def _notices(told: Iterable[Notice]) -> pd.DataFrame:
    rows = [
        notice.as_row("sv")
        | {f"text_{lang}": notice.render(lang) for lang in LANGUAGES}
        | {f"said_{lang}": notice.text(lang) for lang in LANGUAGES}
        for notice in told
    ]
    columns = ["code", "severity", "file", "row", "column", "value"]
    columns += [f"{form}_{lang}" for form in ("text", "said") for lang in LANGUAGES]
    return pd.DataFrame(rows, columns=columns)
