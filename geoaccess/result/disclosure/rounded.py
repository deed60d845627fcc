"""The tables with every count rounded on its own, and hidden where sums would tell too much of it.

Shares are of rounded counts, and unit means are weighed by rounded people: a reader learns no more
from them than the rounded counts say. Totals are rounded like their parts, so they need not be the
sums of them.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.messages import LANGUAGES
from geoaccess.principles import BEYOND
from geoaccess.principles.rounding import least_and_greatest, share_to_base, to_base
from geoaccess.result.disclosure.bounds import System
from geoaccess.result.disclosure.closing import silent
from geoaccess.result.disclosure.comparing import silent_comparison
from geoaccess.result.disclosure.counts import counts_of, layout_of
from geoaccess.result.disclosure.equity import silent_equity
from geoaccess.result.disclosure.leaking import silent_model
from geoaccess.result.disclosure.measures import by_told_people, silent_measures
from geoaccess.result.disclosure.places import COLUMNS, Along, states
from geoaccess.result.disclosure.relations import THRESHOLD, relations
from geoaccess.result.disclosure.secondary import hide_further
from geoaccess.result.disclosure.secured import (
    held_back,
    of_region,
    silenced,
    without_means,
)
from geoaccess.result.suppression import OK, ROUNDED, masked
from geoaccess.tables import CONCERNED, GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geoaccess.result.disclosure.relations import Cell, Layout
    from geoaccess.result.private import Result

__all__ = ["rounded", "rounded_lists"]

_COUNTS = frozenset({"people", *GROUPS, "people_beyond", "people_without_time"}) | {
    "flagged_people",
    "people_nearest",
    *CONCERNED,
    *BEYOND,
}
_SUMS = ("areas", "points", "units")
_ABOUT_PEOPLE = frozenset({"area", "unit", "region"})
# Their values are weighed by people, or of people whose sum is in no relation.


@dataclass(frozen=True, slots=True)
class _Rounding:
    """Columns rounded in place, each beside its status."""

    base: int

    def counts(self, frame: pd.DataFrame, column: str) -> pd.DataFrame:
        told = to_base(frame[column], self.base)
        return self._told(frame, column, told)

    def shares(self, frame: pd.DataFrame, column: str, whole: pd.Series) -> pd.DataFrame:
        told = share_to_base(frame[column].astype(float), whole.astype(float), self.base)
        return self._told(frame, column, told)

    def _told(
        self, frame: pd.DataFrame, column: str, told: np.ndarray[tuple[int], np.dtype[np.float64]]
    ) -> pd.DataFrame:
        """Nobody is told as it is; all else is no longer what was counted."""
        values = pd.Series(told, index=frame.index).where(frame[column].notna())
        result = frame.assign(**{column: values})
        twin = f"{column}_status"
        if twin in frame:
            said = frame[twin].mask((frame[twin] == OK) & (values > 0), ROUNDED)
            result = result.assign(**{twin: said})
        return result


def rounded(
    result: Result, frames: Mapping[str, pd.DataFrame], *, base: int, width: float
) -> dict[str, pd.DataFrame]:
    """The tables with all that rests on inhabitants rounded to `base`.

    Parameters
    ----------
    frames
        The exact tables with their states, by their names in `Published`.
    base
        Of which told counts are multiples, people.
    width
        The protection interval, in people: what a count can be, by all that is told, spans it.
    """
    layout = dataclasses.replace(layout_of(result), known=True)
    counts = counts_of(result, layout)
    state = states(frames)
    told = {_as_told(cell) for cell, said in state.items() if said == OK}
    places = {("places", f"{area} {unit}", "people") for area, unit in layout.places}
    system = System(relations(layout), counts, _spans(told | places, counts, base))
    hidden = hide_further(system, told, set(), width=width, along=Along(layout))
    hidden |= {(t, s, c) for t, s, name in hidden if name == "known" for c in THRESHOLD}
    wrote = _written(result, frames, _Rounding(base), counts)
    wrote = _means(result, wrote, layout, counts, base)
    wrote = held_back(result, wrote, hidden)
    weights = pd.concat([of_region(wrote["areas"]), _of_units(layout, counts, base)])
    wrote["measures"] = silent_measures(by_told_people(wrote["measures"], weights), set())
    wrote["leakage"] = silent_model(wrote["leakage"])
    wrote["comparison"] = silent_comparison(wrote["comparison"], wrote["comparison"]["subject_id"])
    # Of rounded counts equity would be another number, of exact ones it would tell of them.
    every = pd.Series(True, index=wrote["equity"].index)
    wrote["equity"] = silent_equity(wrote["equity"], every)
    lost = {subject for table, subject, name in hidden if name == "people"}
    return silent(without_means(result, wrote, lost | _around(layout, lost)))


def _of_units(layout: Layout, counts: Mapping[Cell, float], base: int) -> pd.DataFrame:
    """The areas of each unit with how many of their people live in it, rounded."""
    of = pd.DataFrame(list(layout.places), columns=["area", "subject"])
    people = [counts["places", f"{area} {unit}", "people"] for area, unit in layout.places]
    return of.assign(people=to_base(people, base))


def _as_told(cell: Cell) -> Cell:
    """Shares of a known way are told by those who have one."""
    table, subject, name = cell
    return (table, subject, "known") if name == "silent" else cell


def _around(layout: Layout, subjects: set[str]) -> set[str]:
    units = {unit for area, unit in layout.places if area in subjects}
    return units | {layout.whole_of[unit] for unit in units if unit in layout.whole_of}


def _spans(
    cells: Iterable[Cell], counts: Mapping[Cell, float], base: int
) -> dict[Cell, tuple[float, float]]:
    """What each told count can be; nobody is told as it is."""
    found: dict[Cell, tuple[float, float]] = {}
    for cell in sorted(cells):
        if cell in counts and round(counts[cell]) > 0:
            least, greatest = least_and_greatest(counts[cell], base)
            found[cell] = (float(least), float(greatest))
    return found


def _written(
    result: Result,
    frames: Mapping[str, pd.DataFrame],
    by: _Rounding,
    counts: Mapping[Cell, float],
) -> dict[str, pd.DataFrame]:
    told = dict(frames)
    for table, columns in COLUMNS.items():
        for name, column in columns.items():
            if column not in told[table]:
                continue
            if column in _COUNTS:
                told[table] = by.counts(told[table], column)
            elif name == "silent":
                people = frames[table]["people"]
                told[table] = by.shares(told[table], column, people)
            else:
                whole = _whole_of_share(frames[table], table, name, column, counts)
                told[table] = by.shares(told[table], column, whole)
    told["areas"] = _with_reasons(result, told["areas"])
    shares = frames["shares"]
    whole = shares.groupby("subject_id")["people"].transform("sum")
    told["shares"] = by.counts(by.shares(shares, "share", whole), "people")
    flows = frames["leakage"]
    whole = flows.groupby("subject_id")["people"].transform("sum")
    told["leakage"] = by.counts(by.shares(flows, "share", whole), "people")
    told["shares_by_mode"] = _by_mode(result, frames["shares_by_mode"], by)
    told["balance"] = _balance(frames["balance"], by.base)
    told["verdicts"] = _verdicts(result, frames["verdicts"], by)
    return told


def _whole_of_share(
    frame: pd.DataFrame, table: str, name: str, column: str, counts: Mapping[Cell, float]
) -> pd.Series:
    """Of how many each share is: those it could be told of, which need not be all people."""
    part = pd.Series(
        [counts.get((table, str(subject), name), np.nan) for subject in frame.index],
        index=frame.index,
    )
    share = frame[column].astype(float)
    return (part / share).where(share > 0, frame["people"].astype(float))


def _with_reasons(result: Result, told: pd.DataFrame) -> pd.DataFrame:
    """Priority from the rounded count it is a multiple of; reasons in rounded numbers."""
    exact = result.areas
    by_time = np.isclose(
        exact["priority"].astype(float),
        exact["people_beyond"].astype(float) * exact["need_relative"].astype(float),
    )
    ratios = {c: told[c] / exact[c].astype(float) for c in ("people_beyond", "people")}
    ratio = ratios["people_beyond"].where(by_time, ratios["people"])
    priority = (exact["priority"].astype(float) * ratio).where(told["priority"].notna())
    status = told["priority_status"].mask(priority.notna(), ROUNDED)
    words = {f"reasons_{lang}": exact[f"reasons_{lang}_rounded"] for lang in LANGUAGES}
    return told.assign(priority=priority, priority_status=status, **words)


def _by_mode(result: Result, frame: pd.DataFrame, by: _Rounding) -> pd.DataFrame:
    known = [c for c in ("people", *GROUPS) if c in result.units]
    units = pd.DataFrame(result.units[known]).astype(float)
    whole = pd.concat([units, units.sum().to_frame("region").T]).to_dict()
    column = frame["group"].replace({"all": "people"})
    pairs = zip(frame["subject_id"], column, strict=True)
    of = pd.Series([whole[c][s] for s, c in pairs], index=frame.index, dtype=float)
    return by.shares(frame, "share", of)


def _balance(frame: pd.DataFrame, base: int) -> pd.DataFrame:
    told = frame.assign(**{name: to_base(frame[name], base) for name in _SUMS})
    others = told[["points", "units"]].sub(told["areas"], axis=0).abs()
    return told.assign(difference=others.max(axis=1))


def _verdicts(result: Result, frame: pd.DataFrame, by: _Rounding) -> pd.DataFrame:
    """Shares of people by the rounded counts; no other value of people is told."""
    exact = result.verdicts
    ours = exact["scope"].isin(_ABOUT_PEOPLE)
    is_share = ours & (exact["unit"] == "share")
    whole = _people_of(result)
    known = (exact["coverage"].astype(float) * whole).where(
        exact["measure"] == "share_within", whole
    )
    told = _in_rows(frame, by.counts(frame, "people"), ours)
    told = _in_rows(told, by.shares(told, "value", known), is_share)
    told = _in_rows(told, by.shares(told, "coverage", whole), ours)
    told = _in_rows(told, _with_margin(told), is_share)
    told = _in_rows(told, _with_sentences(told, exact), ours)
    # Bounds are not rounded as the value they are bounds of.
    told = masked(told, ("value_low", "value_high"), is_share)
    return silenced(result, told, ours & ~exact["unit"].isin(["share", ""]))


def _in_rows(frame: pd.DataFrame, other: pd.DataFrame, mine: pd.Series) -> pd.DataFrame:
    """The frame with some of its rows as in the other."""
    return frame.assign(**{str(c): frame[c].where(~mine, other[c]) for c in frame.columns})


def _with_margin(verdicts: pd.DataFrame) -> pd.DataFrame:
    """The distance of the told value from the limit of met."""
    more_is_better = verdicts["limit_met"] >= verdicts["limit_at_risk"]
    margin = (verdicts["value"] - verdicts["limit_met"]) * np.where(more_is_better, 1.0, -1.0)
    status = verdicts["margin_status"].mask(margin.notna(), ROUNDED)
    return verdicts.assign(margin=margin + 0.0, margin_status=status)


def _with_sentences(verdicts: pd.DataFrame, exact: pd.DataFrame) -> pd.DataFrame:
    return verdicts.assign(
        **{f"sentence_{lang}": exact[f"sentence_{lang}_rounded"] for lang in LANGUAGES}
    )


def _people_of(result: Result) -> pd.Series:
    known = pd.concat([result.areas["people"], result.units["people"]]).to_dict()
    known["region"] = float(result.areas["people"].sum())
    return result.verdicts["subject_id"].map(known).astype(float)


def _means(
    result: Result,
    frames: dict[str, pd.DataFrame],
    layout: Layout,
    counts: Mapping[Cell, float],
    base: int,
) -> dict[str, pd.DataFrame]:
    """Unit means weighed by rounded people of the areas; missing physicians are not told."""
    of = _of_units(layout, counts, base)
    told = dict(frames)
    wholes = of["subject"].map(dict(layout.whole_of))
    for table, subject in (("units", of["subject"]), ("wholes", wholes)):
        frame = told[table]
        for column in ("need_index", "spar"):
            if column in frame:
                value = of["area"].map(result.areas[column].rename(index=str)).astype(float)
                weight = of["people"].where(value.notna())
                mean = (value * weight).groupby(subject).sum() / weight.groupby(subject).sum()
                new = mean.reindex(frame.index.astype(str)).set_axis(frame.index)
                frame = frame.assign(**{column: new.where(frame[column].notna())})
        if "gp_gap" in frame:
            frame = frame.assign(gp_gap=np.nan)
        told[table] = frame
    return told


def rounded_lists(
    result: Result, frames: Mapping[str, pd.DataFrame], *, base: int
) -> dict[str, pd.DataFrame]:
    """The tables with listed people rounded, and what is reckoned from them."""
    by = _Rounding(base)
    sites, verdicts = frames["sites"], frames["verdicts"]
    exact = result.sites["listed"].astype(float)
    told = by.counts(sites, "listed")
    ratio = (told["listed"] / exact).where(exact > 0, 1.0)
    status = sites["pressure_status"].mask(
        (sites["pressure_status"] == OK) & (sites["pressure"] > 0), ROUNDED
    )
    told = told.assign(pressure=sites["pressure"] * ratio, pressure_status=status)
    new = by.counts(verdicts, "people")
    ratio = (new["people"] / verdicts["people"]).where(verdicts["people"] > 0, 1.0)
    value = verdicts["value"] * ratio
    status = verdicts["value_status"].mask(value > 0, ROUNDED)
    new = _with_margin(new.assign(value=value, value_status=status))
    new = _with_sentences(new, result.verdicts)
    return {
        **frames,
        "sites": told,
        "verdicts": _in_rows(verdicts, new, verdicts["scope"] == "site"),
    }
