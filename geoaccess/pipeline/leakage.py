"""Where each unit's people have their nearest vårdcentral, are listed, and would choose to go."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess import access
from geoaccess.principles.reach import obstacle
from geoaccess.result.leakage import (
    DIGITAL,
    LEAKAGE_COLUMNS,
    OTHER_UNIT,
    OUTSIDE,
    SAME_UNIT,
    no_leakage,
)

if TYPE_CHECKING:
    from geoaccess.layers import Layers
    from geoaccess.principles import Evidence, RulePack

__all__ = ["leakage_table"]

_PAIR = ["unit_id", "to"]


def leakage_table(
    pack: RulePack, evidence: Evidence, layers: Layers, points: pd.DataFrame, supply: pd.Series
) -> pd.DataFrame:
    """The columns of ``LEAKAGE_COLUMNS``, exact: a row per unit and place that anyone goes to.

    Nothing is said of the nearest, nor by the model, where the list of sites is too short to judge
    access by: a vårdcentral that is not in it may be the nearest. A listing is told all the same.

    Parameters
    ----------
    points
        With ``seconds`` and ``site_id`` of the deciding mode.
    supply
        By vårdcentral; missing where it is not known. The model of choice is over the times of
        the mode that the catchment measures take, and by the same weights.
    """
    names, people = evidence.units["name"], points["people"].groupby(points["unit_id"]).sum()
    flows = []
    if obstacle(pack, evidence) is None:
        flows += [_nearest(evidence, points), _model(pack, evidence, points, supply)]
    if layers.listing is not None:
        flows.append(_listed(layers))
    if not flows:
        return no_leakage()
    pairs = reduce(lambda one, other: one.merge(other, on=_PAIR, how="outer"), flows)
    for name in ("people", "people_model"):
        pairs[name] = pairs[name].fillna(0.0) if name in pairs else np.nan
    if layers.listing is not None:
        pairs = _with_listed(pairs, layers, people)
    return _worded(pairs, people, names)


def _nearest(evidence: Evidence, points: pd.DataFrame) -> pd.DataFrame:
    unit_of = evidence.sites["unit_id"]
    of = (points["seconds"], points["site_id"], points["people"], points["unit_id"])
    return access.nearest_flows(*of, unit_of)


def _model(
    pack: RulePack, evidence: Evidence, points: pd.DataFrame, supply: pd.Series
) -> pd.DataFrame:
    times = evidence.times[pack.supply_mode].select_sites(supply.index.tolist())
    of = (points["people"], supply, points["unit_id"], evidence.sites["unit_id"])
    told = access.choice_flows(times, *of, decay=pack.catchment.decay())
    return told.rename(columns={"people": "people_model"})


def _listed(layers: Layers) -> pd.DataFrame:
    assert layers.listing is not None
    sites, rows = layers.sites, layers.listing.rows
    place = sites["unit_id"].mask(sites["care_type"] == DIGITAL, DIGITAL)
    return access.listed_flows(rows["unit_id"], rows["site_id"], rows["listed"], place)


def _with_listed(pairs: pd.DataFrame, layers: Layers, people: pd.Series) -> pd.DataFrame:
    """Shares of the listed; a unit that the listing has no row of is not known, not nobody."""
    assert layers.listing is not None
    rows = layers.listing.rows
    told = pairs["unit_id"].isin(rows.loc[rows["listed"].notna(), "unit_id"])
    withheld = pairs["withheld"].fillna(0.0)
    listed = pairs["listed"].mask(pairs["listed"].isna() & (withheld == 0) & told, 0.0)
    whole = listed.groupby(pairs["unit_id"]).sum()
    all_listed = whole.reindex(pairs["unit_id"]).set_axis(pairs.index).where(told)
    # Today's listed beside a forecast's people would be no share of anything.
    of_today = people if layers.forecast is None else people * np.nan
    lived = of_today.reindex(pairs["unit_id"]).set_axis(pairs.index)
    return pairs.assign(
        listed=listed,
        share_listed=(listed / all_listed).where(all_listed > 0),
        cells_withheld=withheld,
        listed_coverage=(all_listed / lived).where(lived > 0),
        listed_date=layers.listing.date,
    )


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
    return pd.DataFrame(told[[c.name for c in LEAKAGE_COLUMNS if c.name in told]])
