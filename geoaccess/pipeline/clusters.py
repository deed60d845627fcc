"""Where high need lies among long ways: each area's label, and how alike neighbours are.

Labels and numbers are of need and minutes as they are published, so they tell nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.access import Moran, moran, need_access_clusters, neighbours
from geoaccess.messages import LANGUAGES, N_, translator
from geoaccess.principles import obstacle
from geoaccess.principles.wording import Number, Said, say
from geoaccess.result.clusters import (
    CLUSTER_COLUMNS,
    NOT_ASSESSED,
    NOT_SIGNIFICANT,
    PATTERNS,
    no_clusters,
)
from geoaccess.result.indicators import DECIMALS
from geoaccess.times import Status

if TYPE_CHECKING:
    import geopandas as gpd

    from geoaccess.access import NeedAccessClusters, Neighbours
    from geoaccess.errors import NoticeList
    from geoaccess.principles import Evidence, RulePack
    from geoaccess.principles.pack import ClusterDraws

__all__ = ["Clustered", "clusters_of"]

_LABELS = {
    "HL": "high_need_long_ways",
    "HH": "high_need_short_ways",
    "LL": "low_need_long_ways",
    "LH": "low_need_short_ways",
    NOT_SIGNIFICANT: NOT_SIGNIFICANT,
}
_NO_WAY = [s.name.lower() for s in (Status.BEYOND_CUTOFF, Status.UNREACHABLE, Status.NO_SERVICE)]

_ALIKE = N_("Neighbours are more alike than chance makes them (p = {p}).")
_UNLIKE = N_("Neighbours are less alike than chance makes them (p = {p}).")
_BY_CHANCE = N_("Neighbours may be as alike as they are by chance (p = {p}).")
_IN_PLACE = N_(
    "Above 0: ways are shorter where need is greater; below 0: longer. Clusters look at the "
    "neighbours' times and do not see it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustered:
    """What was found.

    Attributes
    ----------
    labels
        By area: ``cluster`` and ``cluster_why_not``; no columns where the pack tells no clusters.
    patterns
        The region as a whole: the columns of ``CLUSTER_COLUMNS``.
    """

    labels: pd.DataFrame
    patterns: pd.DataFrame


def clusters_of(
    pack: RulePack, evidence: Evidence, areas: gpd.GeoDataFrame, found: NoticeList
) -> Clustered:
    """Label each area by its own need and its neighbours' minutes, as the pack states it.

    Parameters
    ----------
    areas
        The table of areas with need, minutes, their status, coverage and deciding mode.

    Notes
    -----
    Who has no way, or a longer one than is counted, counts as having the limit's minutes: left
    out, the worst access would make its neighbours' look better. An area that touches no other
    assessed one has no label: the nearest may be across water.
    """
    how = pack.clusters
    if how is None:
        found.add("GA-E030", pack=pack.id)
        return Clustered(labels=pd.DataFrame(index=areas.index), patterns=no_clusters())
    # In the order of their ids: a file in another order draws the same.
    table = _as_published(evidence, areas).sort_index()
    why = _why_not(pack, evidence, table)
    beside = _neighbours(table[why == ""], how)
    if beside is None:
        why = why.mask(why == "", "too_few_areas")
    else:
        why = why.mask((why == "") & ~why.index.isin(beside.ids), "no_neighbours")
        if _is_flat(table.loc[beside.ids]):
            why = why.mask(why == "", "all_alike")
    assessed = table[why == ""]
    label = pd.Series(NOT_ASSESSED, index=table.index, dtype="str")
    patterns = no_clusters()
    if beside is not None and len(assessed):
        labelled = _labelled(assessed, beside, how)
        label[assessed.index] = labelled.table["label"].map(_LABELS)
        patterns = _patterns(assessed, beside, how, labelled.correlation)
    labels = pd.DataFrame({"cluster": label, "cluster_why_not": why.astype("str")})
    return Clustered(labels=labels.reindex(areas.index), patterns=patterns)


def _as_published(evidence: Evidence, areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Need and minutes with the decimals that anyone sees; where they are longer, the limit."""
    limit = areas["mode"].map(evidence.cutoffs).astype(float) / 60
    at_limit = areas["minutes_status"].isin(_NO_WAY)
    minutes = areas["minutes_median"].astype(float).round(DECIMALS["minutes"])
    return areas[["people", "coverage", "geometry"]].assign(
        need=areas["need_index"].astype(float).round(DECIMALS["index"]),
        minutes=minutes.mask(at_limit, limit),
        at_limit=at_limit,
    )


def _why_not(pack: RulePack, evidence: Evidence, table: pd.DataFrame) -> pd.Series:
    """The first reason against each area, by what a flag needs too; empty where there is none."""
    known = table["minutes"].notna() & (table["coverage"] >= pack.flag.min_coverage)
    unjudged = obstacle(pack, evidence) is not None
    reasons = {
        "too_few_people": ~(table["people"] >= pack.flag.min_people),
        "no_need": table["need"].isna(),
        "access_not_judged": pd.Series(unjudged, index=table.index),
        "no_time": ~known,
    }
    why = pd.Series("", index=table.index, dtype=object)
    for name, stops in reasons.items():
        why = why.mask(stops & (why == ""), name)
    return why


def _is_flat(table: pd.DataFrame) -> bool:
    """Whether need or minutes are the same everywhere, so that none is high or low."""
    return any(np.ptp(table[name]) == 0 for name in ("need", "minutes"))


def _neighbours(table: gpd.GeoDataFrame, how: ClusterDraws) -> Neighbours | None:
    """Who touches whom, without those that touch nobody; None where too few do."""
    if len(table) < how.min_areas:
        return None
    beside = neighbours(table.geometry, tolerance_m=how.touch_m)
    touching = table[~table.index.isin(beside.nearest_instead)]
    if len(touching) == len(table):
        return beside
    return _neighbours(touching, how)


def _labelled(table: pd.DataFrame, beside: Neighbours, how: ClusterDraws) -> NeedAccessClusters:
    return need_access_clusters(
        table["need"],
        table["minutes"],
        beside,
        poor_access="high",
        seed=how.seed,
        permutations=how.permutations,
        fdr=how.level,
    )


def _patterns(
    table: pd.DataFrame, beside: Neighbours, how: ClusterDraws, correlation: float
) -> pd.DataFrame:
    """Moran's I of need and of minutes, and how the two go together in place; with their words."""
    found: dict[str, Moran | None] = {
        f"moran_{name}": moran(table[name], beside, seed=how.seed, permutations=how.permutations)
        for name in ("need", "minutes")
    }
    found["correlation"] = None
    rows = []
    for pattern, one in found.items():
        said = say(_IN_PLACE) if one is None else _finding(one, how.level)
        rows.append(
            {
                "pattern": pattern,
                "value": correlation if one is None else one.value,
                "expected": np.nan if one is None else one.expected,
                "p": np.nan if one is None else one.p,
                "areas": len(table),
                "areas_at_limit": int(table["at_limit"].sum()),
            }
            | {f"label_{lang}": translator(lang)(PATTERNS[pattern]) for lang in LANGUAGES}
            | {f"finding_{lang}": said.render(lang) for lang in LANGUAGES}
        )
    return pd.DataFrame(rows)[[c.name for c in CLUSTER_COLUMNS]]


def _finding(found: Moran, level: float) -> Said:
    p = Number(found.p, 4)
    if found.p > level:
        return say(_BY_CHANCE, p=p)
    return say(_ALIKE if found.value > found.expected else _UNLIKE, p=p)
