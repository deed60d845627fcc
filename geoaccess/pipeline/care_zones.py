"""The people in each zone around each vårdcentral, for measuring care within reach anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.access.zone_counts import ZoneCounts
from geoaccess.principles import CareZones

if TYPE_CHECKING:
    from geoaccess.access import Access
    from geoaccess.principles import RulePack
    from geoaccess.times import Times

__all__ = ["care_zones"]


def care_zones(
    times: Times,
    points: pd.DataFrame,
    areas: pd.Index,
    sites: pd.DataFrame,
    catchment: Access,
    pack: RulePack,
) -> CareZones:
    """Count people by area and zone around the sites of a catchment.

    Who reaches a site of unknown capacity, or has no known way, is in no area's mean, as in the
    catchment's own.
    """
    decay, known = pack.catchment.decay(), ~catchment.sites["supply"].isna()
    told = catchment.per_origin.notna() & ~catchment.reaches_unknown
    counts = ZoneCounts.of(
        times.select_sites(catchment.sites.index.tolist()),
        decay.limits_s,
        points["people"].to_numpy(dtype=float),
        areas.get_indexer(pd.Index(points["area_id"])),
        told.reindex(points.index).to_numpy(bool),
        areas=len(areas),
    )
    physicians = sites.loc[catchment.sites.index, ["fte_spec", "fte_st"]].astype(float)
    counted = physicians.where(known, 0.0)
    return CareZones(
        counts=counts,
        weights=np.array(decay.weights),
        specialists=counted["fte_spec"].to_numpy(),
        in_training=pack.capacity.st_worth * counted["fte_st"].to_numpy(),
    )
