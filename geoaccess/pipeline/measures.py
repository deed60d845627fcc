"""The measures of access that a study asks for, by area, unit, region and site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess import access
from geoaccess.errors import ConfigError, NoticeList
from geoaccess.messages import LANGUAGES, translator
from geoaccess.pipeline.reach import check_reach, reach_of
from geoaccess.pipeline.shares import REGION
from geoaccess.principles import obstacle
from geoaccess.result.measures import (
    MEASURE_COLUMNS,
    MEASURES,
    PEOPLE_WORDS,
    SUPPLY_WORDS,
    no_measures,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from geoaccess.access import Access, Decay
    from geoaccess.access.result import Basis
    from geoaccess.layers import Layers
    from geoaccess.need import Need
    from geoaccess.pipeline.measured import Measured
    from geoaccess.pipeline.prepare import Prepared
    from geoaccess.result.measures import Measure
    from geoaccess.study import Study
    from geoaccess.times import AnyTimes

__all__ = ["measure_table", "measure_words", "measures_of", "people_values"]

_ZONE_MIN = 5
_NOT_KNOWN = ("supply_unknown", "not_snapped", "no_data")
_SITE_COLUMN = {"i2sfca": "crowdedness", "huff": "demand"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Over:
    """What measures are taken over: one mode's times, demand and supply in their order."""

    times: AnyTimes
    demand: pd.Series
    basis: Basis
    supply: pd.Series
    decay: Decay
    reach_min: float
    uses: Sequence[access.ModeUse]

    @property
    def everyone(self) -> float:
        return float(self.demand.sum())


def _v2sfca(over: _Over) -> Access:
    """Catchments grow until they hold a mean site's people, or give the region's mean supply."""
    sizes = [*np.arange(_ZONE_MIN, over.reach_min, _ZONE_MIN), over.reach_min]
    sites = max(int((over.supply > 0).sum()), 1)
    return access.v2sfca(
        over.times,
        over.demand,
        over.supply,
        sizes_min=sizes,
        base_people=over.everyone / sites,
        base_ratio=float(over.supply.sum()) / over.everyone if over.everyone > 0 else 0.0,
        basis=over.basis,
    )


def _raam(over: _Over) -> Access:
    """Cost by origin, infinite for those who have no site to choose."""
    found = access.raam(over.times, over.demand, over.supply)
    status = found.origins["status"]
    without = ~status.isin(["ok", *_NOT_KNOWN])
    return access.Access(
        per_origin=found.origins["cost"].where(status == "ok").mask(without, np.inf),
        unit="supply",
        basis=over.basis,
        sites=found.sites,
        unreached=found.unreached,
        unknown=found.unknown,
        reaches_unknown=found.origins["reaches_unknown"],
    )


def _decayed(
    measure: Callable[..., Access],
) -> Callable[[_Over], Access]:
    def measured(over: _Over) -> Access:
        return measure(over.times, over.demand, over.supply, decay=over.decay, basis=over.basis)

    return measured


_MAKERS: Mapping[str, Callable[[_Over], Access]] = {
    "cumulative": lambda o: access.cumulative(o.times, o.supply, within_min=o.reach_min),
    "gravity": lambda o: access.gravity(o.times, o.supply, decay=o.decay),
    "2sfca": lambda o: access.two_step_fca(
        o.times, o.demand, o.supply, within_min=o.reach_min, basis=o.basis
    ),
    "e2sfca": _decayed(access.e2sfca),
    "kd2sfca": lambda o: access.kd2sfca(
        o.times,
        o.demand,
        o.supply,
        kernel=access.Epanechnikov(reach_s=o.reach_min * 60),
        basis=o.basis,
    ),
    "v2sfca": _v2sfca,
    "3sfca": _decayed(access.three_step_fca),
    "m2sfca": _decayed(access.m2sfca),
    "mm2sfca": lambda o: access.mm2sfca(o.uses, o.demand, o.supply, basis=o.basis),
    "mh3sfca": _decayed(access.mh3sfca),
    "raam": _raam,
    "i2sfca": _decayed(access.i2sfca),
    "huff": _decayed(access.huff),
}


def measures_of(prepared: Prepared, measured: Measured, found: NoticeList) -> dict[str, Access]:
    """The measures that the study asks for, by name in its order; none where the list is too short.

    Of a list with gaps supply would be shared as if what is not listed did not exist.

    Raises
    ------
    ConfigError
        If the reach is longer than the times are counted, or demand cannot be weighed by need.
    """
    asked = prepared.study.access.measures
    if not asked:
        return {}
    if obstacle(prepared.pack, measured.evidence) is not None:
        found.add("GA-A041", measures=asked)
        return {}
    over = _over(prepared, measured.need, measured.points, measured.supply, found)
    return {name: _MAKERS[name](over) for name in asked}


def people_values(measured: Mapping[str, Access], points: pd.DataFrame) -> dict[str, pd.Series]:
    """What the people of each point have, of the measures that are of people, as they are read.

    Missing where it is not known, also where a site of unknown supply would add to it; an endless
    cost for those who have no site.
    """
    found: dict[str, pd.Series] = {}
    for name, one in measured.items():
        if MEASURES[name].of == "people":
            lower = one.reaches_unknown.reindex(points.index).to_numpy(bool)
            values = one.per_origin.reindex(points.index).mask(lower)
            found[name] = values * MEASURES[name].per
    return found


def measure_table(
    prepared: Prepared,
    points: pd.DataFrame,
    measured: Mapping[str, Access],
    values: Mapping[str, pd.Series],
) -> pd.DataFrame:
    """The columns of ``MEASURE_COLUMNS``: areas, units and the region, or sites, per measure."""
    if not measured:
        return no_measures()
    rows = [
        _of_people(name, values[name], points, prepared)
        if name in values
        else _of_sites(name, one, prepared.layers)
        for name, one in measured.items()
    ]
    table = pd.concat(rows, ignore_index=True)
    words = measure_words(prepared.study, MEASURES)
    return table.join(words, on="measure")[[c.name for c in MEASURE_COLUMNS]]


def measure_words(study: Study, known: Mapping[str, Measure]) -> pd.DataFrame:
    """What each measure is called and counts in this study: ``label_<lang>``, ``unit_<lang>``."""
    words: dict[str, dict[str, str]] = {}
    for lang in LANGUAGES:
        t = translator(lang)
        supply = t(SUPPLY_WORDS[study.supply.capacity])
        people = t(PEOPLE_WORDS[study.access.demand])
        words[f"label_{lang}"] = {name: t(one.label) for name, one in known.items()}
        words[f"unit_{lang}"] = {
            name: t(one.unit, supply=supply, people=people) for name, one in known.items()
        }
    return pd.DataFrame(words)


def _over(
    prepared: Prepared, need: Need, points: pd.DataFrame, supply: pd.Series, found: NoticeList
) -> _Over:
    settings = prepared.study.access
    mode, reach, decay = reach_of(prepared.study, prepared.pack)
    cutoffs = {name: times.cutoff for name, times in prepared.times.items()}
    check_reach(prepared.study, prepared.pack, cutoffs)
    sites = supply.index.tolist()
    faults = NoticeList()
    if settings.demand == "need" and not need.is_ratio:
        faults.add("GA-C081", key="access.demand", value="need", label=need.label["en"])
    ConfigError.refuse(faults)
    demand = points["people"]
    if settings.demand == "need":
        demand = demand * _need_of(points, need, found)
    uses = [
        access.ModeUse(
            prepared.times[used].select_sites(sites), pd.Series(share, index=points.index), decay
        )
        for used, share in settings.mode_shares.items()
    ]
    return _Over(
        times=prepared.times[mode].select_sites(sites),
        demand=demand,
        basis=settings.demand,
        supply=supply,
        decay=decay,
        reach_min=reach,
        uses=uses,
    )


def _need_of(points: pd.DataFrame, need: Need, found: NoticeList) -> pd.Series:
    """Need relative to the region's mean, by point; the mean where it is not known, and so told."""
    relative = need.frame["need_relative"].reindex(points["area_id"]).set_axis(points.index)
    unknown = relative.isna() & (points["people"] > 0)
    if unknown.any():
        people = round(float(points["people"][unknown].sum()))
        found.add("GA-A040", n=int(points["area_id"][unknown].nunique()), people=people)
    return relative.fillna(1.0)


def _of_people(
    name: str, values: pd.Series, points: pd.DataFrame, prepared: Prepared
) -> pd.DataFrame:
    """Rows of every area, unit and the region."""
    least_known = prepared.pack.flag.min_coverage
    parts = [
        _by(values, points, by, scope, names, least_known)
        for scope, by, names in _scopes(points, prepared)
    ]
    table = pd.concat(parts, ignore_index=True)
    mean = float(table.loc[table["scope"] == REGION, "value"].iloc[0])
    return table.assign(measure=name, relative=table["value"] / (mean if mean > 0 else np.nan))


def _scopes(
    points: pd.DataFrame, prepared: Prepared
) -> Iterator[tuple[str, pd.Series, Mapping[Hashable, str]]]:
    layers = prepared.layers
    yield REGION, pd.Series(REGION, index=points.index), {REGION: prepared.study.study.region}
    yield "unit", points["unit_id"], dict(layers.units["name"].items())
    yield "area", points["area_id"], dict(layers.areas["name"].items())


def _by(
    values: pd.Series,
    points: pd.DataFrame,
    by: pd.Series,
    scope: str,
    names: Mapping[Hashable, str],
    least_known: float,
) -> pd.DataFrame:
    """A row per name; who has an infinite cost is without, and in no mean."""
    ids, counted = list(names), ~np.isinf(values)
    told = access.measure_by(
        values[counted], points["people"][counted], by[counted], least_known=least_known
    ).reindex(ids)
    everyone = points["people"].groupby(by).sum().reindex(ids)
    costly = points["people"][~counted].groupby(by[~counted]).sum().reindex(ids).fillna(0.0)
    people = everyone.where(everyone > 0)
    return pd.DataFrame(
        {
            "scope": scope,
            "subject_id": told.index.astype(str),
            "name": [str(one) for one in names.values()],
            "value": told["mean"].to_numpy(),
            **{q: told[q].to_numpy() for q in ("p10", "p50", "p90")},
            "share_without": ((told["none"].fillna(0.0) + costly) / people).to_numpy(),
            "share_unknown": (told["unknown"].fillna(0.0) / people).to_numpy(),
        }
    )


def _of_sites(name: str, measured: Access, layers: Layers) -> pd.DataFrame:
    value = measured.sites[_SITE_COLUMN[name]]
    mean = float(value.mean())
    return pd.DataFrame(
        {
            "scope": "site",
            "subject_id": value.index.astype(str),
            "name": layers.sites["name"].reindex(value.index).astype(str).to_numpy(),
            "measure": name,
            "value": value.to_numpy(),
            "relative": value.to_numpy() / (mean if mean > 0 else np.nan),
            **dict.fromkeys(("p10", "p50", "p90", "share_without", "share_unknown"), np.nan),
        }
    )
