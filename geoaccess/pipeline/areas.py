"""The table of areas: people, need, time and supply, population-weighted from the points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.access import mean_by, quantiles_by, share_within, spar
from geoaccess.pipeline.coordination import gsa_by
from geoaccess.pipeline.points import of_deciding_mode
from geoaccess.tables import CONCERNED, GROUPS
from geoaccess.times import LONGEST_SECONDS, Status, is_silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from geoaccess.access import Access
    from geoaccess.layers import Layers
    from geoaccess.need import Need

__all__ = ["area_table", "measured_areas", "times_by"]

_WAIT = "wait_not_known"
_QUANTILES = {"minutes_median": 0.5, "minutes_p90": 0.9}


def measured_areas(
    layers: Layers, points: pd.DataFrame, need: Need, catchment: Access, *, least_known: float
) -> gpd.GeoDataFrame:
    """Areas with their people, need and supply within reach: what rules are judged by.

    Where a site of unknown capacity is in reach nothing is said of supply, and such people are
    in no mean: what is left out would make everyone else look better served.

    Returns
    -------
    GeoDataFrame
        Indexed by area; supply and SPAR are missing where they are known for less than
        `least_known` of the people.
    """
    areas = layers.areas
    groups = [c for c in dict.fromkeys(("people", *GROUPS, *CONCERNED)) if c in areas]
    table = areas[["name", "unit_id", "settlement", *groups, "geometry"]].join(need.frame[_NEED])
    span = need.stability.reindex(columns=_SPAN)
    unknown = catchment.reaches_unknown.reindex(points.index).to_numpy(bool)
    per_person = catchment.per_origin.reindex(points.index).mask(unknown)
    people, by = points["people"], points["area_id"]
    return (
        table.join(span)
        .join(_kinds(areas, need))
        .assign(
            unit_name=layers.units["name"].reindex(table["unit_id"]).to_numpy(),
            need_missing=need.frame["missing"],
            supply_per_1000=1000 * mean_by(per_person, people, by, least_known=least_known),
            spar=mean_by(spar(per_person, people), people, by, least_known=least_known),
        )
    )


def _kinds(areas: gpd.GeoDataFrame, need: Need) -> pd.DataFrame:
    """Types of areas, given and reckoned here, change between vintages, and what was merged."""
    kinds = ("area_type", "vintage_change", "merged")
    given = areas[[name for name in kinds if name in areas]]
    if "area_type" in need.frame:
        given = given.assign(area_type_own=need.frame["area_type"])
    return pd.DataFrame(given)


def area_table(
    layers: Layers, points: pd.DataFrame, measured: gpd.GeoDataFrame, flags: pd.DataFrame
) -> gpd.GeoDataFrame:
    """The columns of ``AREA_COLUMNS``, indexed by area.

    Parameters
    ----------
    points
        With ``seconds``, ``limit_s``, ``site_id`` and ``seconds_gsa`` of the deciding mode.
    measured
        From `measured_areas`.
    flags
        Flags and reasons, indexed by area; of groups that the study does not tell of, no column.
    """
    untold = [group for group in CONCERNED if group not in measured]
    flags = flags.drop(columns=flags.columns[flags.columns.str.startswith(_beyond(untold))])
    times = times_by(points, points["area_id"])
    flagged = flags.drop(columns=[c for c in times.columns if c in flags.columns])
    times["minutes_status"] = _naming_the_wait(times["minutes_status"], points)
    gsa = gsa_by(points, points["area_id"])
    return measured.join(times).join(gsa).join(_nearest_site(layers, points)).join(flagged)


_NEED = ["need_index", "need_relative", "need_percentile", "need_quintile"]
_SPAN = ["need_percentile_low", "need_percentile_high"]


def _beyond(groups: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"beyond_{group}" for group in groups)


def times_by(points: pd.DataFrame, by: pd.Series) -> pd.DataFrame:
    """Quantiles and shares of the deciding mode's times, by area or unit.

    The share is of the people whose way is known; ``coverage`` is their share of all people.
    """
    found = quantiles_by(points["seconds"], points["people"], by, _QUANTILES)
    status = found["minutes_median_status"].where(found["minutes_median_status"] != "", "ok")
    next_ones = {
        f"minutes_{name}": quantiles_by(
            of_deciding_mode(points, name), points["people"], by, {"median": 0.5}
        )["median"]
        for name in ("second", "third")
    }
    known = ~is_silent(points["seconds"].to_numpy())
    people = points["people"].groupby(by.to_numpy()).sum()
    within = share_within(
        points["seconds"][known],
        points["people"][known],
        points["limit_s"][known],
        by=by[known],
    ).reindex(people.index, fill_value=0.0)
    lost = points["people"].where(points["seconds"] > LONGEST_SECONDS, 0.0)
    return pd.DataFrame(
        {
            "minutes_median": found["minutes_median"],
            "minutes_p90": found["minutes_p90"],
            "minutes_status": status,
            **next_ones,
            "share_within": within["share"].where(within["people"] > 0),
            "people_beyond": within["beyond"],
            "people_without_time": lost.groupby(by.to_numpy()).sum(),
            "coverage": (within["people"] / people).where(people > 0),
        }
    )


def _naming_the_wait(status: pd.Series, points: pd.DataFrame) -> pd.Series:
    """Where a time is there but for the wait for a boat, that is why none is told."""
    timed = of_deciding_mode(points, "seconds") <= LONGEST_SECONDS
    waits = pd.Series(timed & (points["seconds"] == Status.NO_DATA).to_numpy(), index=points.index)
    islands = waits.groupby(points["area_id"]).any().reindex(status.index, fill_value=False)
    return status.mask(islands & (status == Status.NO_DATA.name.lower()), _WAIT)


def _nearest_site(layers: Layers, points: pd.DataFrame) -> pd.DataFrame:
    """The vårdcentral that is nearest for most of each area's people."""
    sums = points.dropna(subset=["site_id"]).groupby(["area_id", "site_id"])["people"].sum()
    ranked = sums.reset_index().sort_values(
        ["area_id", "people", "site_id"], ascending=[True, False, True]
    )
    nearest = ranked.drop_duplicates("area_id").set_index("area_id")["site_id"]
    sites = layers.sites
    unit = sites["unit_id"].reindex(nearest.to_numpy())
    return pd.DataFrame(
        {
            "nearest_site_id": nearest,
            "nearest_site_name": sites["name"].reindex(nearest.to_numpy()).to_numpy(),
            "nearest_unit_name": layers.units["name"].reindex(unit.to_numpy()).to_numpy(),
        }
    )
