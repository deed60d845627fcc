"""Leakage as it may be published: where each unit's people have their nearest vårdcentral.

The counts are cells of the tables whose sums are known and tried: a unit's rows sum to its people,
the rows to a unit to the people who have one of its sites as nearest. A model's shares are means
over where people live: of a unit all of them are told, or none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.result.disclosure.relations import flow_name
from geoaccess.result.suppression import is_small, masked, parts_off_few, with_status

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from geoaccess.result.private import Result
    from geoaccess.result.protected import Protection

__all__ = ["MODELLED", "flow_names", "leakage", "places_of", "silent_model"]

MODELLED = "share_model"
_OBSERVED = ("people", "share")


def leakage(result: Result, by: Protection) -> pd.DataFrame:
    """Leakage: small counts, and what leaves few of a unit's people; the model of such units."""
    exact = result.leakage
    people = result.units["people"].rename(index=str).astype(float)
    whole = exact["subject_id"].map(people).astype(float)
    few = is_small(whole, by.min_count) | parts_off_few(exact["people"], whole, by.min_count)
    told = with_status(exact, _OBSERVED, by.people & few)
    chosen = few | parts_off_few(exact[MODELLED] * whole, whole, by.min_count)
    units = set(exact.loc[by.people & chosen, "subject_id"])
    return with_status(told, (MODELLED,), exact["subject_id"].isin(units))


def places_of(frame: pd.DataFrame) -> list[str]:
    """Where each row's people go: a unit, or an outcome's code."""
    return [str(to) for to in frame["to_unit_id"].fillna(frame["outcome"])]


def flow_names(frame: pd.DataFrame) -> list[str]:
    """What each row counts."""
    return [flow_name(to) for to in places_of(frame)]


def silent_model(frame: pd.DataFrame, units: Iterable[str] | None = None) -> pd.DataFrame:
    """Without the model's shares of these units, or of any."""
    mine = frame["subject_id"].notna() if units is None else frame["subject_id"].isin(set(units))
    return masked(frame, (MODELLED,), mine)
