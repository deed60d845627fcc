"""Sites of all the lists together, each in its unit or beyond the border."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geoaccess.errors import InputError
from geoaccess.tables import SITES, VARDCENTRAL_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoaccess.errors import NoticeList
    from geoaccess.sources import SourceTable

__all__ = ["build_sites", "is_vardcentral", "own_vardcentraler"]


def is_vardcentral(sites: pd.DataFrame) -> pd.Series:
    """Which sites answer for a vårdcentral: a place to go to, not a digital one or a BVC."""
    return sites["care_type"].isin(VARDCENTRAL_TYPES)


def own_vardcentraler(sites: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The region's own vårdcentraler: those that are judged and counted for completeness."""
    return sites.loc[is_vardcentral(sites) & ~sites["context"].astype(bool)]


def build_sites(
    lists: Sequence[SourceTable], units: gpd.GeoDataFrame, found: NoticeList
) -> gpd.GeoDataFrame:
    """All sites, indexed by ``site_id``; one outside every unit is context."""
    frames = [table.frame.assign(file=table.provenance.path, row=table.lines) for table in lists]
    sites = gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=units.crs)
    for name, empty in _OPTIONAL.items():
        if name not in sites:
            sites[name] = pd.Series(empty, index=sites.index, dtype=object)
    sites["unit_id"] = _unit_of(sites, units)
    sites["context"] = sites["context"].astype(bool)
    own = ~sites["context"]
    for file, ours in sites.loc[own].groupby("file"):
        if ours["unit_id"].isna().all():
            found.add("GA-L032", file=str(file), n=len(ours))
    InputError.refuse(found)
    strayed = sites["unit_id"].isna() & own
    for _, site in sites.loc[strayed].iterrows():
        found.add(
            "GA-L031",
            file=site["file"],
            row=int(site["row"]),
            value=site["site_id"],
            name=site["name"],
        )
    sites.loc[strayed, "context"] = True
    sites.loc[sites["context"], "unit_id"] = None
    return sites.drop(columns=["file", "row"]).set_index("site_id").sort_index()


# Every optional column is there in the end; what no list says is not known, and never zero.
_OPTIONAL = {
    column.name: None
    for column in SITES.columns
    if not column.required and column.name != "context"
}


def _unit_of(sites: gpd.GeoDataFrame, units: gpd.GeoDataFrame) -> pd.Series:
    joined = gpd.sjoin(
        sites[["geometry"]], units[["geometry"]].rename_axis("unit"), predicate="intersects"
    )
    return joined.groupby(level=0)["unit"].min().reindex(sites.index)
