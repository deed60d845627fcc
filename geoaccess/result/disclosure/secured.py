"""The protected tables with everything held back from which a hidden count would follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.messages import LANGUAGES
from geoaccess.principles import BEYOND
from geoaccess.result.disclosure.bounds import System
from geoaccess.result.disclosure.closing import follow
from geoaccess.result.disclosure.comparing import silent_comparison
from geoaccess.result.disclosure.counts import counts_of, layout_of
from geoaccess.result.disclosure.equity import silent_equity, untold_equity
from geoaccess.result.disclosure.leaking import flow_names, silent_model
from geoaccess.result.disclosure.measures import by_told_people, silent_measures
from geoaccess.result.disclosure.places import (
    COLUMNS,
    Along,
    class_names,
    reach_names,
    states,
    subject_of,
)
from geoaccess.result.disclosure.relations import REGION, THRESHOLD, relations
from geoaccess.result.disclosure.secondary import hide_further
from geoaccess.result.indicators import VERDICT_NUMBERS
from geoaccess.result.suppression import SUPPRESSED, masked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geoaccess.result.disclosure.relations import Cell
    from geoaccess.result.private import Result

__all__ = ["held_back", "of_region", "secured", "silenced", "without_means"]

_PEOPLE = ("areas", "people")
_COMPARED = frozenset({"people", "age_65plus"})
_BESIDE_PEOPLE = ("priority",)
_MEANS = ("need_index", "spar", "gp_gap")
_BY_NEED = frozenset({"people_per_place", "location_quotient", "care_against_region"})


def secured(
    result: Result, frames: Mapping[str, pd.DataFrame], *, width: float
) -> dict[str, pd.DataFrame]:
    """The tables after secondary suppression.

    Parameters
    ----------
    frames
        Tables after primary suppression, by their names in `Published`.
    width
        The protection interval, in people.
    """
    state = states(frames)
    hidden = {cell for cell, said in state.items() if said == SUPPRESSED}
    if not hidden:
        return dict(frames)
    layout = layout_of(result)
    system = System(relations(layout), counts_of(result, layout))
    along = Along(layout)
    everything = hide_further(system, state.keys() - hidden, hidden, width=width, along=along)
    told = held_back(result, frames, everything - hidden)
    untold = told["equity"]["subject_id"].isin(untold_equity(layout, everything))
    told["equity"] = silent_equity(told["equity"], untold)
    people = {subject for table, subject, name in everything if (table, name) == _PEOPLE}
    units = {unit for area, unit in layout.places if area in people}
    wholes = {layout.whole_of.get(unit, "") for unit in units}
    if people:
        told["measures"] = by_told_people(told["measures"], of_region(told["areas"]))
    return follow(without_means(result, told, units | wholes))


def of_region(areas: pd.DataFrame) -> pd.DataFrame:
    """The areas of the region with their people as they are told."""
    ids = areas.index.astype(str)
    people = areas["people"].to_numpy(float)
    return pd.DataFrame({"subject": REGION, "area": ids, "people": people})


def held_back(
    result: Result, frames: Mapping[str, pd.DataFrame], cells: set[Cell]
) -> dict[str, pd.DataFrame]:
    """The tables without these counts, and without what is said of them in words."""
    told = dict(frames)
    for table, columns in COLUMNS.items():
        for name, column in columns.items():
            subjects = {s for t, s, c in cells if (t, c) == (table, name)}
            if subjects and column in told[table]:
                told[table] = _without(told[table], column, subjects)
    told["areas"] = _areas(result, told["areas"], cells)
    told["shares"] = _rows(told["shares"], ("people", "share"), cells, class_names(told["shares"]))
    told["shares_by_mode"] = _rows(
        told["shares_by_mode"], ("share",), cells, reach_names(told["shares_by_mode"])
    )
    untold = {s for t, s, c in cells if t == "units" and c in _COMPARED}
    told["comparison"] = silent_comparison(told["comparison"], untold)
    names = flow_names(told["leakage"])
    told["leakage"] = _rows(told["leakage"], ("people", "share"), cells, names)
    lost = told["balance"]["what"].map(lambda what: (REGION, REGION, what) in cells)
    sums = ["areas", "points", "units"]
    told["balance"] = told["balance"].assign(
        **{name: told["balance"][name].mask(lost) for name in sums}
    )
    told["verdicts"] = _verdicts(result, told["verdicts"], cells)
    return told


def without_means(
    result: Result, frames: dict[str, pd.DataFrame], subjects: set[str]
) -> dict[str, pd.DataFrame]:
    """Means over areas whose people are hidden weigh them: each would be one more sum."""
    told = dict(frames)
    for table in ("units", "wholes"):
        for column in _MEANS:
            if column in told[table]:
                told[table] = _without(told[table], column, subjects)
    verdicts = told["verdicts"]
    if subjects:
        told["leakage"] = silent_model(told["leakage"], subjects)
        told["comparison"] = silent_comparison(told["comparison"], subjects)
        told["measures"] = silent_measures(told["measures"], subjects)
    mine = verdicts["measure"].isin(_BY_NEED)
    told["verdicts"] = silenced(result, verdicts, mine & verdicts["subject_id"].isin(subjects))
    return told


def _without(frame: pd.DataFrame, column: str, subjects: set[str]) -> pd.DataFrame:
    mine = pd.Series(frame.index.astype(str).isin(subjects), index=frame.index)
    return masked(frame, (column,), mine)


def _areas(result: Result, frame: pd.DataFrame, cells: set[Cell]) -> pd.DataFrame:
    """What is said in words of an area, and its priority, follow its people and threshold."""
    names = {"people", "people_without_time", *THRESHOLD}
    subjects = {s for t, s, c in cells if t == "areas" and c in names}
    told = frame
    for column in _BESIDE_PEOPLE:
        told = _without(told, column, subjects)
    silent = {s for t, s, c in cells if t == "areas" and c in (*names, *BEYOND)}
    mine = told.index.astype(str).isin(silent)
    words = {
        f"reasons_{lang}": told[f"reasons_{lang}"].mask(
            mine, result.areas[f"reasons_{lang}_hidden"]
        )
        for lang in LANGUAGES
    }
    return told.assign(**words)


def _rows(
    frame: pd.DataFrame, columns: tuple[str, ...], cells: set[Cell], names: Sequence[str]
) -> pd.DataFrame:
    """A table of one count a row, named by `names`, of the subjects of ``subject_id``."""
    mine = pd.Series(
        [
            (*subject_of(subject), name) in cells
            for subject, name in zip(frame["subject_id"], names, strict=True)
        ],
        index=frame.index,
        dtype=bool,
    )
    return masked(frame, columns, mine)


def _verdicts(result: Result, frame: pd.DataFrame, cells: set[Cell]) -> pd.DataFrame:
    """Numbers and sentences about a subject of which anything is hidden."""
    tables = {"areas": "area", "units": "unit", REGION: "region"}
    names = {"people", "people_without_time", "need_known", "away", *THRESHOLD}
    about = {(tables[t], s) for t, s, c in cells if t in tables and c in names}
    scopes = zip(frame["scope"], frame["subject_id"], strict=True)
    mine = pd.Series([pair in about for pair in scopes], index=frame.index, dtype=bool)
    return silenced(result, frame, mine)


def silenced(result: Result, frame: pd.DataFrame, mine: pd.Series) -> pd.DataFrame:
    """Verdicts without numbers of people, in their columns or in words."""
    told = masked(frame, VERDICT_NUMBERS, mine & (frame["unit"] != ""))
    told = masked(told, ("people", "coverage"), mine)
    words = {
        f"sentence_{lang}": told[f"sentence_{lang}"].mask(
            mine, result.verdicts[f"sentence_{lang}_hidden"]
        )
        for lang in LANGUAGES
    }
    return told.assign(**words)
