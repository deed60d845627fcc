"""The exact result of a run: private, kept in the run's own store, loaded by later commands."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import math
from dataclasses import dataclass
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from geoaccess.errors import Notice
from geoaccess.messages import Phrase
from geoaccess.parquet import write_parquet
from geoaccess.result.ground import GROUND
from geoaccess.sources import Provenance
from geoaccess.study import Study
from geoaccess.times import Times

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geoaccess.messages import Language

__all__ = ["Result", "load_result", "save_result"]

_GEO = ("areas", "units", "wholes", "sites", "points", *GROUND)
_PLAIN = (
    *("verdicts", "shares", "shares_by_mode", "measures", "equity", "clusters", "closures"),
    *("takers", "leakage", "comparison", "balance", "need", "explanations"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Everything a run found, exact.

    Attributes
    ----------
    areas, units, wholes, sites
        Columns of `geoaccess.result.indicators`, geometry in the study's CRS, indexed by id;
        `wholes` are the kommuner that are cut into districts.
    points
        Population points with ``seconds_<mode>`` and ``site_<mode>`` of the nearest vårdcentral,
        and ``seconds_gsa``, the deciding mode's time to the GSA of the unit.
    reach, site_reach, catchments
        As `Published` has them, whether or not it may.
    times
        Times per mode, all sites.
    verdicts
        A row per rule and subject.
    shares, shares_by_mode, measures, equity, clusters, closures, takers, leakage, comparison,
    balance
        As `Published` has them; `closures` with ``least``, the smallest number of people of one
        unit in any of a row's counts.
    need
        By area: the need measure with the contribution of each component, and how far its rank
        depends on the weights; the type of area where the measure gives one.
    explanations
        ``sv`` and ``en`` text per area: why it is flagged or not.
    stamps, marks, need_label, rule_label
        What every output must say, by language; `marks` follow every picture too.
    gaps
        Vårdcentraler in the list and how many there are, where the list is too short to judge by.
    need_reference
        What 1 means in the need index, by language; empty where it means nothing.
    parameters
        Effective modes and rule pack: what presets gave where the study is silent.
    estimate
        Whether any time is a straight-line estimate.
    timings
        Seconds per step.
    """

    study: Study
    areas: gpd.GeoDataFrame
    units: gpd.GeoDataFrame
    wholes: gpd.GeoDataFrame
    sites: gpd.GeoDataFrame
    points: gpd.GeoDataFrame
    reach: gpd.GeoDataFrame
    site_reach: gpd.GeoDataFrame
    catchments: gpd.GeoDataFrame
    times: Mapping[str, Times]
    verdicts: pd.DataFrame
    shares: pd.DataFrame
    shares_by_mode: pd.DataFrame
    measures: pd.DataFrame
    equity: pd.DataFrame
    clusters: pd.DataFrame
    closures: pd.DataFrame
    takers: pd.DataFrame
    leakage: pd.DataFrame
    comparison: pd.DataFrame
    balance: pd.DataFrame
    need: pd.DataFrame
    explanations: pd.DataFrame
    background: Mapping[str, gpd.GeoDataFrame]
    provenance: tuple[Provenance, ...]
    notices: tuple[Notice, ...]
    stamps: Mapping[Language, tuple[str, ...]]
    marks: Mapping[Language, tuple[str, ...]]
    gaps: tuple[int, int] | None
    need_label: Mapping[Language, str]
    need_reference: Mapping[Language, str]
    rule_label: Mapping[Language, str]
    estimate: bool
    parameters: Mapping[str, object]
    version: str
    timings: Mapping[str, float]


def save_result(result: Result, folder: Path) -> None:
    """Write a result into an empty folder; nothing in it is pickled."""
    for name in _GEO + _PLAIN:
        write_parquet(getattr(result, name), folder / f"{name}.parquet")
    for role, layer in result.background.items():
        write_parquet(layer, folder / f"background-{role}.parquet")
    for mode, times in result.times.items():
        times.save(folder / f"times-{mode}.npz")
    (folder / "study.json").write_text(result.study.model_dump_json(), "utf-8")
    facts = {
        "background": sorted(result.background),
        "times": list(result.times),
        "provenance": [dataclasses.asdict(one) for one in result.provenance],
        "notices": [_notice_out(one) for one in result.notices],
        "stamps": result.stamps,
        "marks": result.marks,
        "gaps": result.gaps,
        "need_label": result.need_label,
        "need_reference": result.need_reference,
        "parameters": result.parameters,
        "rule_label": result.rule_label,
        "estimate": result.estimate,
        "version": result.version,
        "timings": result.timings,
    }
    text = json.dumps(facts, ensure_ascii=False, default=_plain, allow_nan=False)
    (folder / "facts.json").write_text(text, "utf-8")


def load_result(folder: Path) -> Result:
    """Read what `save_result` wrote."""
    facts = json.loads((folder / "facts.json").read_text("utf-8"))
    geo: dict[str, Any] = {n: gpd.read_parquet(folder / f"{n}.parquet") for n in _GEO}
    plain: dict[str, Any] = {n: pd.read_parquet(folder / f"{n}.parquet") for n in _PLAIN}
    return Result(
        study=Study.model_validate_json((folder / "study.json").read_text("utf-8")),
        **geo,
        **plain,
        times={mode: Times.load(folder / f"times-{mode}.npz") for mode in facts["times"]},
        background={
            role: gpd.read_parquet(folder / f"background-{role}.parquet")
            for role in facts["background"]
        },
        provenance=tuple(_provenance_in(one) for one in facts["provenance"]),
        notices=tuple(_notice_in(one) for one in facts["notices"]),
        stamps={lang: tuple(lines) for lang, lines in facts["stamps"].items()},
        marks={lang: tuple(lines) for lang, lines in facts["marks"].items()},
        gaps=None if facts["gaps"] is None else (facts["gaps"][0], facts["gaps"][1]),
        need_label=facts["need_label"],
        need_reference=facts["need_reference"],
        parameters=facts["parameters"],
        rule_label=facts["rule_label"],
        estimate=facts["estimate"],
        version=facts["version"],
        timings=facts["timings"],
    )


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)


def _notice_out(notice: Notice) -> dict[str, object]:
    return {
        "code": notice.code,
        "file": notice.file,
        "row": notice.row,
        "column": notice.column,
        "value": notice.value,
        "places": {key: _place_out(value) for key, value in notice.places.items()},
    }


def _place_out(value: object) -> object:
    """Numbers stay numbers, words of the catalogue are marked, lists are lists, the rest text."""
    if isinstance(value, Phrase):
        return {"phrase": str(value)}
    if isinstance(value, tuple):
        return [_place_out(part) for part in value]
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        return str(value)
    return int(value) if isinstance(value, Integral) else float(value)


def _notice_in(held: dict[str, Any]) -> Notice:
    places = {key: _place_in(value) for key, value in held.pop("places").items()}
    return Notice(**held, places=places)


def _place_in(held: Any) -> object:  # noqa: ANN401 -- what JSON gives
    if isinstance(held, dict):
        return Phrase(held["phrase"])
    return tuple(map(_place_in, held)) if isinstance(held, list) else held


def _provenance_in(held: dict[str, Any]) -> Provenance:
    day = held["retrieved"]
    return Provenance(**(held | {"retrieved": dt.date.fromisoformat(day) if day else None}))
