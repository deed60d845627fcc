"""Areas with few people put together with a neighbour, where a study asks for it.

What is measured and judged afterwards is of the joined area: had its parts been judged, their
verdicts would tell of few people. Counts are summed, so no total changes; shares and means become
their people's mean, as where areas are converted between vintages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely

from geoaccess.errors import NoticeList
from geoaccess.layers.regso import regso_key
from geoaccess.layers.shares import CHANGES, COUNTS, carried_over
from geoaccess.layers.small_areas import join_small
from geoaccess.sources.provenance import people_are_open
from geoaccess.study import components_of
from geoaccess.study.model import AS_IT_STANDS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geoaccess.layers.read import Files
    from geoaccess.layers.small_areas import Joined
    from geoaccess.study import Study

__all__ = ["CODES", "NAMES", "counts_of_study", "merge_areas", "merge_small_areas"]

CODES, NAMES = ", ", " + "
"""What stands between the codes, and between the names, of the areas that are merged."""
# A bought table's own inhabitants: what its ratios are per.
_CNI_COUNTS = ("cni_index", "cni_people")
_CNI_RATIOS = ("cni_per_inhabitant", "cni_relative")
_CNI_WAYS = ("cni_relative", "cni_index", "cni_per_inhabitant")


def merge_small_areas(
    study: Study,
    files: Files,
    areas: gpd.GeoDataFrame,
    points: gpd.GeoDataFrame,
    found: NoticeList,
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Areas and points of a study that merges small areas; as they are in any other.

    `found` gets how many were merged, and which small ones no neighbour could take.
    """
    asked = study.disclosure
    if asked.mode != "merge":
        return areas, points
    if people_are_open(files.provenance):
        found.add("GA-L470", file="study.toml", column="disclosure.mode", value=asked.mode)
        return areas, points
    # What the key says of the areas was told when it was first used, if it was.
    key = regso_key(files.areas, files.regso_key, NoticeList())
    joined = join_small(areas, asked.min_count, None if key is None else key.regso)
    if joined.left:
        n, codes = len(joined.left), ", ".join(joined.left)
        found.add("GA-L472", n=n, areas=codes, min_count=asked.min_count)
    merged, points = merge_areas(areas, points, joined, counts_of_study(study))
    if joined.groups:
        n, larger = sum(map(len, joined.groups)), len(joined.groups)
        found.add("GA-L471", n=n, larger=larger, min_count=asked.min_count)
    return merged, points


def counts_of_study(study: Study) -> frozenset[str]:
    """Columns of areas that are counts: what the tables say, and what need divides by a whole."""
    stated = (one.counts for one in study.inputs.statistics)
    pairs = ((c.column, c.per) for c in components_of(study.need) if c.per not in AS_IT_STANDS)
    return COUNTS.union(_CNI_COUNTS, *stated, *pairs)


def merge_areas(
    areas: gpd.GeoDataFrame,
    points: gpd.GeoDataFrame,
    joined: Joined,
    counts: Collection[str],
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Make each group of areas one.

    Parameters
    ----------
    areas, points
        Areas indexed by code; points with their ``area_id``, whose order is kept.
    joined
        The groups, each of areas in one unit and settlement class.
    counts
        Columns that are counts, and are summed; a sum is missing where one of its parts is. Other
        numbers become their people's mean.

    Returns
    -------
    tuple
        Areas and points; as they are where there is no group. A joined area is called by the first
        of its codes and how many more it holds (``0180C1010+2``), which is no code of any
        publisher. Its name is all their names, and ``merged`` its areas' codes, missing for an
        area that is as it was.
    """
    if not joined.groups:
        return areas, points
    code = _codes(areas.index, joined.groups)
    ordered = areas.sort_index()
    to = code.reindex(ordered.index)
    shares = pd.DataFrame({"from_id": ordered.index, "to_id": to.to_numpy(), "share": 1.0})
    numbers = [str(c) for c in areas.columns if pd.api.types.is_numeric_dtype(areas[c])]
    first = ordered.loc[~to.duplicated()]
    made = first.set_axis(to[~to.duplicated()].to_numpy()).assign(
        **carried_over(ordered[numbers], shares, counts)
    )
    groups = {code[group[0]]: list(group) for group in joined.groups}
    codes = pd.Series({key: CODES.join(group) for key, group in groups.items()}, dtype="str")
    made["merged"] = codes.reindex(made.index)
    for name, values in _of_bought_table(ordered, made, shares).items():
        made[name] = made[name].mask(made["merged"].notna(), values)
    for key, group in groups.items():
        made.loc[key, "name"] = _together(ordered.loc[group, "name"])
    if "vintage_change" in ordered:
        made["vintage_change"] = _worst(ordered["vintage_change"], to)
    shapes = {key: shapely.union_all(ordered.loc[g].geometry) for key, g in groups.items()}
    whole = [shapes.get(key, shape) for key, shape in made.geometry.items()]
    columns = [*(c for c in areas.columns if c != "geometry"), "merged"]
    merged = gpd.GeoDataFrame(made[columns], geometry=whole, crs=areas.crs).sort_index()
    merged.index.name = areas.index.name
    return merged, points.assign(area_id=code.reindex(points["area_id"]).to_numpy())


def _codes(ids: pd.Index, groups: Sequence[Sequence[str]]) -> pd.Series:
    """New code of every area: its own, or that of the group it is in."""
    sign = "+"
    while any(f"{group[0]}{sign}{len(group) - 1}" in ids for group in groups):
        sign += "+"
    named = {one: f"{group[0]}{sign}{len(group) - 1}" for group in groups for one in group}
    return pd.Series([named.get(one, one) for one in ids], index=ids)


def _together(names: pd.Series) -> str:
    return NAMES.join(dict.fromkeys(map(str, names)))


def _of_bought_table(
    areas: pd.DataFrame, made: pd.DataFrame, shares: pd.DataFrame
) -> dict[str, pd.Series]:
    """A bought table's own columns, of which a merged area keeps the one that need is told by.

    That is the relative number, else points by the sums, else points per inhabitant. The others
    are left out: after averaging they agree only to within their rounding, and they are held
    against each other more strictly than that. Ratios are per the table's own inhabitants.
    """
    given = [name for name in _CNI_RATIOS if name in areas]
    told = made[[name for name in ("cni_index", *given) if name in areas]].astype(float)
    if "cni_people" in areas:
        own = areas[["cni_people", *given]].rename(columns={"cni_people": "people"})
        told[given] = carried_over(own, shares, ["people"])[given]
    if "cni_relative" in given:
        told["cni_relative"] = told["cni_relative"].round(_decimals(areas["cni_relative"]))
    kept = pd.Series(data=False, index=told.index)
    for name in _CNI_WAYS:
        if name in told:
            told[name] = told[name].mask(kept)
            kept = kept | told[name].notna()
    return {str(name): told[name] for name in told.columns}


def _decimals(values: pd.Series) -> int:
    """How many decimals a column is written with, up to eight."""
    written = (f"{value:.8f}".rstrip("0").partition(".")[2] for value in values.dropna())
    return max(map(len, written), default=0)


def _worst(change: pd.Series, to: pd.Series) -> pd.Series:
    """What became of a joined area between vintages: the most that did of any of its parts."""
    rank = change.map({one: n for n, one in enumerate(CHANGES)})
    return rank.groupby(to).max().map(dict(enumerate(CHANGES)))
