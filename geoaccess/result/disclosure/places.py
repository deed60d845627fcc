"""Where each count stands in the tables of a run, and what must be hidden with it."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.principles import BEYOND
from geoaccess.result.disclosure.leaking import flow_names
from geoaccess.result.disclosure.relations import GSA_WITHIN, REGION, THRESHOLD, flow_name
from geoaccess.tables import GROUPS, NO_CAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geoaccess.result.disclosure.relations import Cell, Layout

__all__ = [
    "AGES",
    "COLUMNS",
    "Along",
    "class_column",
    "class_names",
    "reach_names",
    "states",
    "subject_of",
]

AGES: Mapping[str, str] = {"all": "people", **{name: name for name in GROUPS}}
_GROUPS = {name: name for name in AGES.values()}
# What only areas tell of, and where it is told stands beside what holds it: then it says no more of
# that than is said already.
PARTS_OF: Mapping[str, tuple[str, ...]] = {
    "elderly_alone": ("age_65plus", "people"),
    NO_CAR: ("people",),
}
_UNIT = _GROUPS | {
    "within": "share_within",
    "silent": "coverage",
    GSA_WITHIN: "gsa_share_within",
    "flagged_people": "flagged_people",
    "need_known": "need_coverage",
    "away": "leakage_share",
    "car people 5": "share_car_5",
    "car people 10": "share_car_10",
    "car people 30": "share_car_30",
}
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "areas": _GROUPS
    | {
        "within": "share_within",
        "people_beyond": "people_beyond",
        "people_without_time": "people_without_time",
        "silent": "coverage",
        GSA_WITHIN: "gsa_share_within",
        **{name: name for name in (*PARTS_OF, *BEYOND)},
    },
    "units": _UNIT,
    "wholes": _UNIT,
    "sites": {"people_nearest": "people_nearest"},
}
"""By table: the published column that gives each count."""

# By what a verdict measures: the same number whatever a pack calls the rule.
_REGION_MEASURES = {
    ("share_within", "value"): "within",
    ("share_within", "people"): "people_beyond",
    ("share_within", "coverage"): "silent",
    ("coverage_at_least", "value"): "need_known",
}


def class_column(lower_min: float) -> str:
    """What is counted in a class of travel time.

    Examples
    --------
    >>> class_column(5.0), class_column(float("nan"))
    ('class 5', 'class none')
    """
    return "class none" if math.isnan(lower_min) else f"class {lower_min:g}"


def states(frames: Mapping[str, pd.DataFrame]) -> dict[Cell, str]:
    """``ok`` or ``suppressed`` for every count that is published; shown once is shown."""
    found: dict[Cell, str] = {}
    for cell, state in _each(frames):
        if state != "missing" and found.get(cell) != "ok":
            found[cell] = state
    return found


def _each(frames: Mapping[str, pd.DataFrame]) -> Iterator[tuple[Cell, str]]:
    for table, columns in COLUMNS.items():
        frame = frames[table]
        subjects = [str(subject) for subject in frame.index]
        for name, column in columns.items():
            if column in frame:
                for subject, state in zip(subjects, _said(frame, column), strict=True):
                    yield (table, subject, name), str(state)
    shares, by_mode, flows = (frames[name] for name in ("shares", "shares_by_mode", "leakage"))
    for subject, name, state in zip(
        [*shares["subject_id"], *by_mode["subject_id"], *flows["subject_id"]],
        [*class_names(shares), *reach_names(by_mode), *flow_names(flows)],
        [*shares["people_status"], *by_mode["share_status"], *flows["people_status"]],
        strict=True,
    ):
        yield (*subject_of(subject), name), state
    for row in frames["balance"].to_dict("records"):
        yield (REGION, REGION, row["what"]), "suppressed" if pd.isna(row["points"]) else "ok"
    verdicts = frames["verdicts"]
    for row in verdicts.loc[verdicts["scope"] == "region"].to_dict("records"):
        for (measure, column), name in _REGION_MEASURES.items():
            if row["measure"] == measure:
                yield (REGION, REGION, name), row[f"{column}_status"]


def class_names(shares: pd.DataFrame) -> list[str]:
    """What each row of the classes of travel time counts."""
    return [class_column(lower) for lower in shares["lower_min"]]


def reach_names(by_mode: pd.DataFrame) -> list[str]:
    """What each row of the shares within thresholds counts."""
    columns = (by_mode[name] for name in ("mode", "group", "minutes"))
    return [f"{mode} {AGES[group]} {m}" for mode, group, m in zip(*columns, strict=True)]


def subject_of(subject_id: object) -> tuple[str, str]:
    """The table and subject of a row about a unit or the region."""
    return (REGION, REGION) if subject_id == REGION else ("units", str(subject_id))


def _said(frame: pd.DataFrame, column: str) -> pd.Series:
    """The column's twin; where it has none, an empty share of someone is a hidden one."""
    if f"{column}_status" in frame:
        return frame[f"{column}_status"]
    nobody = frame["people"] == 0
    empty = frame[column].isna()
    state = pd.Series("ok", index=frame.index, dtype="str")
    return state.mask(empty, "suppressed").mask(empty & nobody, "missing")


class Along:
    """What is hidden with a count, since shares of it or beside it would give it away."""

    def __init__(self, layout: Layout) -> None:
        self._of_people = [*THRESHOLD, "people_without_time", "flagged_people", "need_known"]
        self._of_people += ["away", GSA_WITHIN, *layout.classes]
        self._flows: dict[str, list[str]] = defaultdict(list)
        for unit, to in layout.flows:
            self._flows[unit].append(flow_name(to))
        self._reach = {
            group: [
                f"{mode} {g} {m}"
                for (mode, g), many in layout.reach.items()
                for m in many
                if g == group
            ]
            for group in layout.groups
        }

    def __call__(self, cell: Cell) -> list[Cell]:
        """Counts that go with this one.

        Six decimals of a share tell a small whole as a fraction: without the whole no share.
        """
        table, subject, name = cell
        also = list(self._reach.get(name, ()))
        if name == "people":
            also += self._of_people
            also += self._flows.get(subject, []) if table == "units" else []
        if name in THRESHOLD:
            also += [*THRESHOLD, "people_without_time"]
        if name == "people_without_time":
            also += ["silent"]
        if table == "areas":
            also += _of_area(name)
        return [(table, subject, other) for other in also if other != name]


def _of_area(name: str) -> list[str]:
    """Groups that only areas tell of, and groups beyond the threshold, with what they are of."""
    if name in THRESHOLD:
        return list(BEYOND)
    of_it = [group for group, wholes in PARTS_OF.items() if name in wholes]
    if name in AGES.values() or name in PARTS_OF:
        of_it += [f"beyond_{group}" for group in (name, *of_it)]
    return of_it
