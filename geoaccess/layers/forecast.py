"""People of a year to come: each area's and point's age cohorts grow as a forecast says.

People are cut into cohorts that do not overlap (0-64, 65-79, 80 or older). Every cohort of every
area grows by one factor per kommun (or per area, as the forecast is), chosen so that the kommun's
cohort is the forecast's to the person; points grow with their area. Numbers are kept as fractions,
never rounded, so sums hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.layers.forecast_preset import growth_of_preset
from geoaccess.messages.counts import COUNT_WORDS
from geoaccess.sources.forecast import BASE, base_year
from geoaccess.tables import CNI_COUNTS, GROUPS, NO_CAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

    from geoaccess.errors import NoticeList
    from geoaccess.sources import SourceTable
    from geoaccess.study import Study

__all__ = ["Outlook", "apply_forecast"]

# Two counts of the same people differ by noise and by the day they are of, not by more.
_APART_SHARE, _APART_COUNT = 0.02, 10
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the people of a run are forecast by.

    `growth` is people of the year over people of the base, by kommun.
    """

    year: int
    base: int
    source: str
    groups: tuple[str, ...]
    growth: Mapping[str, float]

    def as_parameters(self) -> dict[str, object]:
        """Plain values for the run's receipt."""
        return {
            "year": self.year,
            "base": self.base,
            "source": self.source,
            "cohorts_cut_at": list(self.groups),
            "growth": {code: round(float(by), 6) for code, by in self.growth.items()},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Targets:
    """People to be, by place and group; `place` says which place each area belongs to."""

    place: pd.Series
    totals: pd.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class _Growth:
    """By area and cohort: the factor, and people to add where there is nobody to scale."""

    factor: pd.DataFrame
    extra: pd.DataFrame


def apply_forecast(
    study: Study,
    areas: gpd.GeoDataFrame,
    points: gpd.GeoDataFrame,
    table: SourceTable | None,
    found: NoticeList,
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, Outlook | None]:
    """Areas and points with the people of the study's forecast year; as they are without one.

    Counts of need keep their share of the people. Whatever is withheld today stays so.

    Raises
    ------
    ConfigError
        If the preset is not there, or says nothing of these years.
    """
    asked = study.forecast
    if asked is None:
        return areas, points, None
    base = base_year(study)
    if table is not None:
        targets = _targets_of_table(study, areas, table)
        source = table.provenance.source
        _tell_difference(areas, targets.place, table, base, found)
    else:
        source, growth = growth_of_preset(str(asked.preset), base, asked.year, found)
        targets = _targets_of_preset(areas, growth)
    then, points = grow(areas, points, targets.place, targets.totals, found)
    then = _with_need(study, areas, then)
    used = [name for name in GROUPS if name in targets.totals and name in areas]
    people = areas.groupby("kommun_code")["people"].sum()
    grown = then.groupby("kommun_code")["people"].sum() / people.where(people > 0)
    outlook = Outlook(
        year=asked.year,
        base=base,
        source=source,
        groups=tuple(used),
        growth={str(code): float(by) for code, by in grown.dropna().items()},
    )
    _tell(outlook, areas, then, found)
    return then, points, outlook


def grow(
    areas: gpd.GeoDataFrame,
    points: gpd.GeoDataFrame,
    place: pd.Series,
    totals: pd.DataFrame,
    found: NoticeList,
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Scale every cohort of areas and points so that each place has the forecast's totals.

    Parameters
    ----------
    areas, points
        With ``people`` and age groups; points by their ``area_id``.
    place
        The place of `totals` that each area lies in.
    totals
        By place: ``people`` and the age groups the forecast tells of.
    found
        Told where a place has nobody to scale from, and where age groups are not known.
    """
    groups = ["people", *(name for name in GROUPS if name in areas)]
    shared = ["people", *(name for name in groups[1:] if name in totals)]
    # Which of the forecast's cohorts each of the areas' finer cohorts is part of.
    part_of = [sum(other in groups[: i + 1] for other in shared) - 1 for i in range(len(groups))]
    known = _filled_areas(areas[groups], place)
    if known.isna().to_numpy().any() or areas[groups].isna().to_numpy().any():
        lacking = areas[groups].isna().any(axis=1)
        found.add("GA-P085", n=int(lacking.sum()), areas=_some(areas.index[lacking]))
    now = _cohorts(known)
    growth = _growth(now, _cohorts(totals[shared]).clip(lower=0.0), place, part_of, found)
    then = _nested(now * growth.factor + growth.extra)
    then = _never_negative(then, place, then.groupby(place).sum())
    grown = areas.assign(**{name: then[name].mask(areas[name].isna()) for name in groups})

    area = points["area_id"]
    ratio = known.div(known["people"].where(known["people"] > 0), axis=0).fillna(0.0)
    here = points[groups].astype(float)
    for whole, group in pairwise(groups):
        by_area = (ratio[group] / ratio[whole].where(ratio[whole] > 0)).fillna(0.0)
        here[group] = here[group].fillna(here[whole] * area.map(by_area))
    share = _share(here["people"], area)
    factor = growth.factor.reindex(area.to_numpy()).set_axis(points.index)
    extra = growth.extra.reindex(area.to_numpy()).set_axis(points.index)
    moved = _nested(_cohorts(here) * factor + extra.mul(share, axis=0))
    moved = _never_negative(moved, area, then)
    kept = {name: moved[name].mask(points[name].isna()) for name in groups}
    return grown, points.assign(**kept)


def _growth(
    now: pd.DataFrame,
    targets: pd.DataFrame,
    place: pd.Series,
    part_of: Sequence[int],
    found: NoticeList,
) -> _Growth:
    """Factor by area and cohort; where a place has nobody in one, its people come by share."""
    share = _share(_nested(now)["people"], place)
    factor, extra = pd.DataFrame(index=now.index), pd.DataFrame(index=now.index)
    for i, cohort in enumerate(targets.columns):
        mine = [name for name, of in zip(now.columns, part_of, strict=True) if of == i]
        sums = now[mine].sum(axis=1).groupby(place).sum()
        wanted = targets[cohort].reindex(sums.index)
        scales = sums > 0
        by_place = (wanted / sums.where(scales)).fillna(1.0)
        lacking = (wanted - sums).where(~scales, 0.0)
        for name in mine:
            factor[name] = place.map(by_place).astype(float)
            first = name == mine[0]
            extra[name] = place.map(lacking).astype(float) * share if first else 0.0
        bare = lacking.index[lacking > 0]
        if len(bare):
            group = COUNT_WORDS[str(cohort)]
            people = float(lacking[bare].sum())
            found.add("GA-P084", n=len(bare), places=_some(bare), group=group, people=people)
    return _Growth(factor=factor[now.columns], extra=extra[now.columns])


def _cohorts(groups: pd.DataFrame) -> pd.DataFrame:
    """People of each group who are in no older one; each is called by its group."""
    names = list(groups.columns)
    cohorts = {younger: groups[younger] - groups[older] for younger, older in pairwise(names)}
    return pd.DataFrame(cohorts | {names[-1]: groups[names[-1]]}).astype(float)


def _nested(cohorts: pd.DataFrame) -> pd.DataFrame:
    """The opposite: each group with everyone in the older ones."""
    return cohorts.iloc[:, ::-1].cumsum(axis=1).iloc[:, ::-1]


def _filled_areas(groups: pd.DataFrame, place: pd.Series) -> pd.DataFrame:
    """Age groups that are not known are taken as in the rest of the place, else of the region."""
    known = groups.astype(float)
    for whole, group in pairwise(known.columns):
        told = known[group].notna()
        part, all_of = known[group].where(told, 0.0), known[whole].where(told, 0.0)
        region = part.sum() / all_of.sum() if all_of.sum() > 0 else 0.0
        by_place = part.groupby(place).sum() / all_of.groupby(place).sum().replace(0.0, np.nan)
        guess = known[whole] * place.map(by_place).astype(float).fillna(region)
        known[group] = known[group].where(told, guess)
    return known


def _share(people: pd.Series, by: pd.Series) -> pd.Series:
    """Part of each row in the people of its group; equal parts where there are none."""
    total = people.groupby(by).transform("sum")
    equal = 1.0 / people.groupby(by).transform("size")
    return (people / total.where(total > 0)).fillna(equal)


def _never_negative(values: pd.DataFrame, by: pd.Series, totals: pd.DataFrame) -> pd.DataFrame:
    """Noise can make a small count negative: it is nobody, and the others of its group give way."""
    result = values.copy()
    for name in values.columns:
        clipped = values[name].clip(lower=0.0)
        wanted = totals[name].reindex(by.to_numpy()).to_numpy(float)
        lost = (values[name] < 0).groupby(by).transform("any").to_numpy(bool)
        sums = values[name].groupby(by).transform("sum").to_numpy(float)
        strayed = lost | (np.abs(sums - wanted) > 1e-6)  # noqa: PLR2004 -- a rounding error
        if strayed.any():
            scaled = _share(clipped, by).to_numpy() * np.maximum(wanted, 0.0)
            result[name] = np.where(strayed, scaled, values[name])
    return result


def _targets_of_table(study: Study, areas: gpd.GeoDataFrame, table: SourceTable) -> _Targets:
    given = study.inputs.forecast
    by_area = given is not None and given.level == "area"
    place = areas.index.to_series() if by_area else areas["kommun_code"]
    totals = table.frame.set_index("area_id")
    names = [name for name in ("people", *GROUPS) if name in totals]
    return _Targets(place=place.astype("str"), totals=totals[names].astype(float))


def _targets_of_preset(areas: gpd.GeoDataFrame, growth: Mapping[str, float]) -> _Targets:
    """The region's own people times the stated growth: one place."""
    place = pd.Series("", index=areas.index, dtype="str")
    known = _filled_areas(areas[["people", *(g for g in GROUPS if g in areas)]], place)
    totals = {name: [known[name].sum() * by] for name, by in growth.items() if name in known}
    return _Targets(place=place, totals=pd.DataFrame(totals, index=[""]))


def _with_need(study: Study, areas: gpd.GeoDataFrame, then: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Counts of need keep their share of the people, or of the group that the recipe says."""
    per = dict.fromkeys((name for name in (*CNI_COUNTS, NO_CAR) if name in areas), "people")
    for component in study.need.components if study.need.recipe == "index" else ():
        wholes = ("people", *GROUPS)
        if component.column in areas and component.column not in wholes and component.per in wholes:
            per[component.column] = component.per
    kept = {}
    for column, whole in per.items():
        today = areas[whole].astype(float)
        growth = (then[whole].astype(float) / today.where(today > 0)).fillna(1.0)
        kept[column] = areas[column].astype(float) * growth
    return then.assign(**kept)


def _tell_difference(
    areas: gpd.GeoDataFrame, place: pd.Series, table: SourceTable, base: int, found: NoticeList
) -> None:
    """Say where the forecast's base year and the statistics count different people."""
    numbers = table.frame.set_index("area_id")
    for group in ("people", *GROUPS):
        if group not in areas or BASE + group not in numbers:
            continue
        ours = areas[group].astype(float).groupby(place).agg(lambda v: v.sum(skipna=False)).dropna()
        theirs = numbers[BASE + group].astype(float).reindex(ours.index)
        off = (ours - theirs).abs()
        far = off[off > _APART_SHARE * theirs + _APART_COUNT]
        if len(far):
            worst = str(far.idxmax())
            found.add(
                "GA-P082",
                file=table.provenance.path,
                column=group,
                n=len(far),
                year=str(base),
                group=COUNT_WORDS[group],
                place=worst,
                ours=round(float(ours[worst])),
                theirs=round(float(theirs[worst])),
            )


def _tell(
    outlook: Outlook, areas: gpd.GeoDataFrame, then: gpd.GeoDataFrame, found: NoticeList
) -> None:
    """Say what was forecast, how much the kommuner grow, and what was kept as it is."""
    year, base = str(outlook.year), str(outlook.base)
    cohorts = tuple(COUNT_WORDS[name] for name in ("people", *outlook.groups))
    found.add("GA-P086", source=outlook.source, groups=cohorts, year=year, base=base)
    others = tuple(
        COUNT_WORDS[name] for name in GROUPS if name in areas and name not in outlook.groups
    )
    if others:
        found.add("GA-P087", groups=others)
    for group in ("people", *(name for name in GROUPS if name in areas)):
        now = areas.groupby("kommun_code")[group].sum()
        growth = 100 * (then.groupby("kommun_code")[group].sum() / now.where(now > 0) - 1)
        growth = growth.dropna().round(1)
        if len(growth):
            least, most = str(growth.idxmin()), str(growth.idxmax())
            found.add(
                "GA-P088",
                group=COUNT_WORDS[group],
                least=float(growth[least]),
                least_place=least,
                most=float(growth[most]),
                most_place=most,
                year=year,
                base=base,
            )


def _some(ids: pd.Index) -> str:
    more = f", … ({len(ids)})" if len(ids) > _NAMED else ""
    return ", ".join(map(str, ids[:_NAMED])) + more
