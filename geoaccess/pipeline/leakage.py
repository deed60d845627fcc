"""Where each unit's people have their nearest vårdcentral, and where a model would have them go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess import access
from geoaccess.principles.reach import obstacle
from geoaccess.result.leakage import LEAKAGE_COLUMNS, OTHER_UNIT, OUTSIDE, SAME_UNIT, no_leakage

if TYPE_CHECKING:
    import pandas as pd

    from geoaccess.principles import Evidence, RulePack

__all__ = ["leakage_table"]


def leakage_table(
    pack: RulePack, evidence: Evidence, points: pd.DataFrame, supply: pd.Series
) -> pd.DataFrame:
    """The columns of ``LEAKAGE_COLUMNS``, exact: a row per unit and place that anyone goes to.

    Nothing is said where the list of sites is too short to judge access by: a vårdcentral that is
    not in it may be the nearest.

    Parameters
    ----------
    points
        With ``seconds`` and ``site_id`` of the deciding mode.
    supply
        By vårdcentral; missing where it is not known. The model of choice is over the times of
        the mode that the catchment measures take, and by the same weights.
    """
    if obstacle(pack, evidence) is not None:
        return no_leakage()
    people, unit, unit_of = points["people"], points["unit_id"], evidence.sites["unit_id"]
    near = access.nearest_flows(points["seconds"], points["site_id"], people, unit, unit_of)
    times = evidence.times[pack.supply_mode].select_sites(supply.index.tolist())
    decay = pack.catchment.decay()
    model = access.choice_flows(times, people, supply, unit, unit_of, decay=decay)
    pairs = ["unit_id", "to"]
    both = near.merge(model, on=pairs, how="outer", suffixes=("", "_model"))
    both[["people", "people_model"]] = both[["people", "people_model"]].fillna(0.0)
    return _worded(both, people.groupby(unit).sum(), evidence.units["name"])


def _worded(pairs: pd.DataFrame, people: pd.Series, names: pd.Series) -> pd.DataFrame:
    """Each unit's own first, then other units, most people first, then those who go to none."""
    home, to = pairs["unit_id"], pairs["to"]
    outside = to.isin(OUTSIDE)
    outcome = np.where(outside, to, np.where(to == home, SAME_UNIT, OTHER_UNIT))
    place = {code: n for n, code in enumerate((SAME_UNIT, OTHER_UNIT, *OUTSIDE))}
    whole = people.reindex(home).to_numpy()
    told = pairs.assign(
        subject_id=home.astype(str),
        name=names.reindex(home).astype(str).to_numpy(),
        outcome=outcome,
        to_unit_id=to.mask(outside),
        to_name=names.reindex(to).to_numpy(),
        share=pairs["people"] / whole,
        share_model=pairs["people_model"] / whole,
        place=[place[code] for code in outcome],
    )
    order = ["subject_id", "place", "people", "to"]
    told = told.sort_values(order, ascending=[True, True, False, True], ignore_index=True)
    return told[[c.name for c in LEAKAGE_COLUMNS]]
