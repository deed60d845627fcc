"""The true counts behind the tables of a run, and what belongs to what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.access import BEYOND_BORDER
from geoaccess.result.disclosure.leaking import flow_names, places_of
from geoaccess.result.disclosure.places import AGES, class_column
from geoaccess.result.disclosure.relations import GSA_WITHIN, OLD, OLD_BEYOND, REGION, Layout
from geoaccess.times import LONGEST_SECONDS, Status, is_silent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geoaccess.result.disclosure.relations import Cell
    from geoaccess.result.private import Result

__all__ = ["counts_of", "layout_of"]


def layout_of(result: Result) -> Layout:
    """What belongs to what: as the map and the tables show it to anyone."""
    points, areas = result.points, result.areas
    lived = points.loc[points["people"] > 0, ["area_id", "unit_id"]].dropna().drop_duplicates()
    whole_of = {
        str(unit): str(whole)
        for unit in result.units.index[result.units["kind"] == "stadsdelsomrade"]
        for whole in result.wholes.index
        if str(unit).startswith(f"{whole}-")
    }
    by_mode = result.shares_by_mode.loc[result.shares_by_mode["subject_id"] == REGION]
    by_mode = by_mode.loc[by_mode["share"].notna()]
    classes = result.shares.loc[result.shares["subject_id"] == REGION]
    groups = [c for c in AGES.values() if c in points and points[c].notna().all()]
    return Layout(
        places=[(str(a), str(u)) for a, u in sorted(lived.itertuples(index=False))],
        whole_of=whole_of,
        groups=groups,
        flagged=frozenset(map(str, areas.index[areas["flag"] == "flagged"])),
        needy=frozenset(map(str, areas.index[areas["need_index"].notna()])),
        sites=[str(s) for s in result.sites.index[result.sites["people_nearest"].notna()]],
        gsa=bool((points["seconds_gsa"] <= LONGEST_SECONDS).any()),
        far=_far(areas),
        flows=list(_pairs(result.leakage)),
        unit_of_site={
            str(site): BEYOND_BORDER if pd.isna(unit) else str(unit)
            for site, unit in result.sites["unit_id"].items()
        },
        classes=[class_column(lower) for lower in classes["lower_min"]],
        car_classes=[int(upper) for upper in classes["upper_min"].dropna()],
        reach={
            (str(mode), AGES[str(group)]): sorted(int(m) for m in rows["minutes"])
            for (mode, group), rows in by_mode.groupby(["mode", "group"])
        },
    )


def _far(areas: pd.DataFrame) -> dict[str, tuple[str, float]]:
    """Mode and minutes of the threshold where the oldest beyond it are told."""
    if OLD_BEYOND not in areas:
        return {}
    told = areas.loc[areas[OLD_BEYOND].notna()]
    of = zip(told["mode"].astype(str), told["threshold_min"].astype(float), strict=True)
    return dict(zip(told.index.astype(str), of, strict=True))


def _pairs(leakage: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Pairs of a unit and where anyone of it has the nearest site, as the table shows them."""
    lived = leakage.loc[leakage["people"] > 0]
    return zip(lived["subject_id"].astype(str), places_of(lived), strict=True)


def counts_of(result: Result, layout: Layout) -> Mapping[Cell, float]:
    """Every count of the relations."""
    points = result.points
    each = _each_point(result, layout)
    units = points["unit_id"].astype(str)
    areas = points["area_id"].astype(str)
    wholes = units.map(dict(layout.whole_of))
    found: dict[Cell, float] = {}
    for table, by in (
        ("areas", areas),
        ("places", areas + " " + units),
        ("units", units),
        ("wholes", wholes),
        (REGION, pd.Series(REGION, index=points.index)),
    ):
        sums = each.groupby(by.to_numpy(object)).sum()
        subjects = [str(subject) for subject in sums.index]
        found |= {
            (table, subject, str(c)): n
            for c, column in sums.items()
            for subject, n in zip(subjects, column.tolist(), strict=True)
        }
    nearest = points["people"].groupby(points["site_id"].to_numpy(object)).sum()
    found |= {
        ("sites", site, "people_nearest"): float(nearest.get(site, 0)) for site in layout.sites
    }
    told = result.leakage
    flows = zip(told["subject_id"], flow_names(told), told["people"], strict=True)
    for unit, name, count in flows:
        found["units", str(unit), name] = float(count)
        there = (REGION, REGION, name)
        found[there] = found.get(there, 0.0) + float(count)
    of_wholes = _away(result, wholes)
    found |= {("wholes", str(whole), "away"): float(n) for whole, n in of_wholes.items()}
    return found


def _each_point(result: Result, layout: Layout) -> pd.DataFrame:
    """What each population point adds to each count."""
    points = result.points
    people = points["people"].to_numpy(float)
    seconds = points["seconds"].to_numpy()
    silent = is_silent(seconds)
    within = ~silent & (seconds <= points["limit_s"].to_numpy(float))
    area = points["area_id"]
    told = {name: points[name].to_numpy(float) for name in layout.groups}
    if OLD in told:
        beyond = ~within & ~silent
        told[OLD_BEYOND] = np.where(beyond, told[OLD], 0.0)
        told |= {f"not beyond {OLD}": np.where(beyond, 0.0, told[OLD])}
    told |= {
        "not beyond": np.where(~within & ~silent, 0.0, people),
        "within": np.where(within, people, 0.0),
        "people_beyond": np.where(~within & ~silent, people, 0.0),
        "silent": np.where(silent, people, 0.0),
        GSA_WITHIN: np.where(_within_gsa(points), people, 0.0),
        "known": np.where(silent, 0.0, people),
        "people_without_time": np.where(seconds > LONGEST_SECONDS, people, 0.0),
        "flagged_people": np.where(area.isin(layout.flagged), people, 0.0),
        "need_known": np.where(area.isin(layout.needy), people, 0.0),
        "away": np.where(_is_away(result, points["unit_id"].astype(str)), people, 0.0),
    }
    for (mode, group), many in layout.reach.items():
        time = points[f"seconds_{mode}"].to_numpy()
        for minutes in many:
            near = time <= minutes * 60
            told[f"{mode} {group} {minutes}"] = np.where(near, points[group], 0.0)
    if layout.classes:
        told |= _by_class(result, layout, people)
    return pd.DataFrame(told, index=points.index)


def _within_gsa(points: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    time = points["seconds_gsa"].to_numpy()
    return ~is_silent(time) & (time <= points["limit_s"].to_numpy(float))


def _by_class(
    result: Result, layout: Layout, people: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """As `geoaccess.access.time_classes` sorts them."""
    time = result.points["seconds_car"].to_numpy()
    limits = np.array(layout.car_classes, dtype=float) * 60
    last = limits.size
    far = (time == Status.BEYOND_CUTOFF) & (result.times["car"].cutoff >= limits[-1])
    place = np.where((time > LONGEST_SECONDS) & ~far, last + 1, np.searchsorted(limits, time))
    return {name: np.where(place == n, people, 0.0) for n, name in enumerate(layout.classes)}


def _is_away(result: Result, units: pd.Series) -> pd.Series:
    there = result.sites["unit_id"].reindex(result.points["site_id"].to_numpy()).astype(object)
    has_site = result.points["site_id"].notna().to_numpy()
    return pd.Series(has_site & (there.to_numpy() != units.to_numpy()), index=units.index)


def _away(result: Result, wholes: pd.Series) -> pd.Series:
    """People of each whole whose nearest site lies outside it."""
    unit_of_site = result.sites["unit_id"].reindex(result.points["site_id"].to_numpy())
    inside = {str(u): w for u, w in zip(result.points["unit_id"].astype(str), wholes, strict=True)}
    there = unit_of_site.astype(object).map(inside).to_numpy()
    away = result.points["site_id"].notna().to_numpy() & (there != wholes.to_numpy())
    return result.points["people"].where(away, 0.0).groupby(wholes.to_numpy(object)).sum()
