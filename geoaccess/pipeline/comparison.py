"""Indices of shortage from elsewhere, unit by unit: for comparison only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess import access
from geoaccess.layers import is_vardcentral, own_vardcentraler
from geoaccess.messages import LANGUAGES, translator
from geoaccess.principles.reach import obstacle
from geoaccess.result.comparison import COMPARISON_COLUMNS, COMPARISONS, LACKS, PARTS
from geoaccess.times import Status

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from geoaccess.layers import Layers
    from geoaccess.messages import Translator
    from geoaccess.principles import Evidence, RulePack

__all__ = ["comparison_table"]

_POVERTY = "low_standard"
_NOWHERE_NEAR_MIN = 60.0


def comparison_table(
    pack: RulePack, evidence: Evidence, layers: Layers, points: pd.DataFrame
) -> pd.DataFrame:
    """The columns of ``COMPARISON_COLUMNS``, exact: a row per unit and index.

    What a unit lacks for an index is named, and it then has no value: nothing is assumed.
    """
    facts = _facts(pack, evidence, layers, points)
    scores = {"hpsa": access.hpsa_score(facts), "imu": access.imu_score(facts)}
    told = {index: score.to_dict("index") for index, score in scores.items()}
    rows = [
        {
            "subject_id": str(unit),
            "name": str(name),
            "index": index,
            "value": told[index][unit]["value"],
            **_worded(index, told[index][unit]),
        }
        for unit, name in layers.units["name"].items()
        for index in scores
    ]
    return pd.DataFrame(rows, columns=[c.name for c in COMPARISON_COLUMNS])


def _worded(index: str, score: Mapping[Hashable, float]) -> dict[str, str]:
    found: dict[str, str] = {}
    parts = {name: score[name] for name in access.SHORTAGE_PARTS[index]}
    lacks = [name for name, points in parts.items() if np.isnan(points)]
    for lang in LANGUAGES:
        t = translator(lang)
        found[f"label_{lang}"] = t(COMPARISONS[index])
        found[f"lacks_{lang}"] = "; ".join(t(LACKS[name]) for name in lacks)
        told = [] if lacks else [_part(t, name, points) for name, points in parts.items()]
        found[f"parts_{lang}"] = "; ".join(told)
    return found


def _part(t: Translator, name: str, points: float) -> str:
    return t(PARTS[name], points=t.number(points, 0 if points == round(points) else 1))


def _facts(
    pack: RulePack, evidence: Evidence, layers: Layers, points: pd.DataFrame
) -> pd.DataFrame:
    """By unit: people, places, physicians, shares of the poor and the old, minutes to others."""
    units, unit, people = layers.units.index, points["unit_id"], points["people"]
    ours = own_vardcentraler(layers.sites)
    places = access.list_capacity(ours, pack.capacity)
    if not evidence.real_capacity:
        places = places * np.nan
    held = access.capacity_by(places, ours["unit_id"], units)["capacity"]
    minutes = pd.Series(dtype=float)
    if obstacle(pack, evidence) is None:
        minutes = _minutes_outside(pack, evidence, points)
    else:
        # A physician who is in no list is not a physician who is lacking.
        held = held * np.nan
    everyone = people.groupby(unit).sum().reindex(units, fill_value=0.0)
    older = points["age_65plus"] if "age_65plus" in points else people * np.nan
    return pd.DataFrame(
        {
            "people": everyone,
            "places": held,
            "physicians": held / pack.capacity.per_specialist,
            "poverty": _poverty(layers, points).reindex(units),
            "older": older.groupby(unit).sum(min_count=1).reindex(units)
            / everyone.where(everyone > 0),
            "minutes": minutes.reindex(units),
        }
    )


def _poverty(layers: Layers, points: pd.DataFrame) -> pd.Series:
    """Share of the unit's people with low economic standard, where it is known of all its areas."""
    if _POVERTY not in layers.areas:
        return pd.Series(dtype=float)
    areas = layers.areas
    share = (areas[_POVERTY] / areas["people"].where(areas["people"] > 0)).reindex(
        points["area_id"]
    )
    lived = (points["people"] > 0).to_numpy()
    kept = points.loc[lived].assign(share=share.to_numpy(dtype=float)[lived])
    sums = (kept["share"] * kept["people"]).groupby(kept["unit_id"]).sum(min_count=1)
    told = sums / kept["people"].groupby(kept["unit_id"]).sum()
    return told.mask(kept["share"].isna().groupby(kept["unit_id"]).any())


def _minutes_outside(pack: RulePack, evidence: Evidence, points: pd.DataFrame) -> pd.Series:
    """Median minutes from a unit's people to the nearest vårdcentral that does not lie in it.

    Longer than is counted is an hour or more where times are counted so far; of any other reason
    nothing is made.
    """
    times = evidence.times[pack.supply_mode]
    sites = evidence.sites.loc[is_vardcentral(evidence.sites)]
    found = {}
    for unit, mine in points.groupby("unit_id"):
        others = sites.index[sites["unit_id"] != unit].tolist()
        if not others:
            continue
        seconds = access.nearest(times.select_sites(others))["seconds"].reindex(mine.index)
        minutes, status = access.weighted_quantile(seconds, mine["people"], 0.5)
        far = status == Status.BEYOND_CUTOFF and times.cutoff >= _NOWHERE_NEAR_MIN * 60
        found[unit] = _NOWHERE_NEAR_MIN if far else minutes
    return pd.Series(found, dtype=float)
