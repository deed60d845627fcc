"""Who reaches a vårdcentral in time: each point by the mode and threshold of its class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.access import nearest, share_within, sums_by
from geoaccess.errors import ConfigError, NoticeList
from geoaccess.messages import N_
from geoaccess.messages.modes import MODE_WORDS
from geoaccess.principles.care_types import sites_of
from geoaccess.principles.wording import Number, Share, Term, say
from geoaccess.tables import GROUPS
from geoaccess.times import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geoaccess.principles.evidence import Evidence
    from geoaccess.principles.pack import PackMode, RulePack, SettlementClass
    from geoaccess.principles.wording import Said

__all__ = [
    "NO_WAIT",
    "area_of_sites",
    "by_boat",
    "check_thresholds",
    "obstacle",
    "reach",
    "reach_by",
]

# Codes that say nothing about whether a vårdcentral is near, only that we could not tell.
_SILENT = (Status.NOT_SNAPPED, Status.NO_DATA)

_INCOMPLETE = N_(
    "Access cannot be assessed: the list has {found} of {expected} vårdcentraler ({share}), "
    "and at least {least} are needed."
)
NO_WAIT = N_(
    "On islands without a fixed link the wait for the boat is not known: a time within the "
    "threshold without it counts as not known."
)
_NO_TIMES = N_("Access cannot be assessed: there are no travel times {mode}, which decides here.")


def check_thresholds(pack: RulePack, evidence: Evidence) -> None:
    """Refuse thresholds that the times cannot answer, all at once.

    Raises
    ------
    ConfigError
        If a class has no threshold for its deciding mode, or one that the cutoff hides, also when
        moved as far as the pack moves it.
    """
    found = NoticeList()
    # Slower people ask for a wider threshold, faster ones reach as far as one.
    widest = pack.sensitivity.time[1] / pack.sensitivity.speed[0]
    _check_each(pack, evidence, widest, found)
    for check in (check for rule in pack.rules for check in rule.checks if check.thresholds_min):
        _check_each(pack.for_check(check), evidence, 1.0, found)
    ConfigError.refuse(found)


def _check_each(pack: RulePack, evidence: Evidence, widest: float, found: NoticeList) -> None:
    for settlement in sorted(evidence.points["settlement"].unique()):
        mode = pack.deciding_mode.mode[settlement]
        minutes = pack.thresholds_min.get(settlement, {}).get(mode)
        if minutes is None:
            found.add("GA-P012", value=mode, settlement=settlement)
            continue
        cutoff = evidence.cutoffs.get(mode)
        if cutoff is not None and minutes * widest * 60 > cutoff:
            found.add(
                "GA-P011",
                minutes=minutes,
                settlement=settlement,
                tried=minutes * widest,
                cutoff=cutoff / 60,
                mode=mode,
                how=MODE_WORDS[mode],
            )


def obstacle(pack: RulePack, evidence: Evidence) -> Said | None:
    """Why nothing about access can be assessed, or None when it can."""
    share = evidence.sites_found / evidence.sites_expected
    if share < pack.completeness.min_share_of_sites:
        return say(
            _INCOMPLETE,
            found=Number(evidence.sites_found, 0),
            expected=Number(evidence.sites_expected, 0),
            share=Share(share),
            least=Share(pack.completeness.min_share_of_sites, decimals=0),
        )
    for settlement in sorted(evidence.points["settlement"].unique()):
        mode = pack.deciding_mode.mode[settlement]
        if mode not in evidence.modes:
            return say(_NO_TIMES, mode=Term(MODE_WORDS[mode]))
    return None


def reach(pack: RulePack, evidence: Evidence) -> pd.DataFrame:
    """Each point with its deciding time and threshold.

    Parameters
    ----------
    pack, evidence
        What decides, and the facts; times of every deciding mode are there.

    Returns
    -------
    DataFrame
        Indexed by point: ``area_id, unit_id, settlement, people, mode, seconds, limit_s, silent``
        (nothing is known of its time), ``site_id`` (the nearest; missing where not given),
        ``next_seconds`` and ``next_site_id`` (the nearest without it; `Status.NO_DATA` and missing
        where not given) and, where given, ``age_65plus``, ``age_80plus``. A time within the
        threshold to which the unknown wait for a boat would come is not known either; where the
        nearest site takes a boat and one on the island itself is within the threshold, that
        decides.
    """
    deciding = dict(pack.deciding_mode.mode)
    limits = {
        settlement: pack.thresholds_min[settlement][mode] * 60
        for settlement, mode in deciding.items()
        if mode in pack.thresholds_min.get(settlement, {})
    }
    # Rules and their scopes ask for the same; a copy shares its columns until one is written to.
    asked = ("reach", tuple(deciding.items()), tuple(limits.items()))
    return evidence.once(asked, lambda: _reach(evidence, deciding, limits)).copy(deep=False)


def _reach(
    evidence: Evidence,
    deciding: Mapping[SettlementClass, PackMode],
    limits: Mapping[SettlementClass, float],
) -> pd.DataFrame:
    points = evidence.points
    modes = points["settlement"].map(deciding)
    kept = ["area_id", "unit_id", "settlement", "people"]
    kept += [group for group in GROUPS if group in points]
    limit = points["settlement"].map(limits)
    by_mode = {mode: (modes == mode).to_numpy() for mode in modes.dropna().unique()}
    found = points[kept].assign(mode=modes, limit_s=limit)
    near, after = (
        _way(evidence, points, modes, by_mode, names)
        for names in (("seconds", "site"), ("second", "second_site"))
    )
    # A boat whose wait is left out hides no site on the island itself, however short the crossing.
    if near["waits"].any():
        own = _on_the_island(evidence, modes, after)
        hides = near["waits"] & (own["seconds"] <= limit)
        near, after = near.mask(hides, own), after.mask(hides, near)
    for way, seconds, site in (
        (near, "seconds", "site_id"),
        (after, "next_seconds", "next_site_id"),
    ):
        unsure = way["waits"] & (way["seconds"] <= limit)
        found[seconds] = way["seconds"].mask(unsure, int(Status.NO_DATA)).astype(np.uint16)
        found[site] = way["site_id"].mask(unsure, None)
    return found.assign(silent=np.isin(found["seconds"], _SILENT))


def _way(
    evidence: Evidence,
    points: pd.DataFrame,
    modes: pd.Series,
    by_mode: Mapping[str, NDArray[np.bool_]],
    names: tuple[str, str],
) -> pd.DataFrame:
    """Seconds and site of one way by the deciding mode, and whether it waits for a boat."""
    site = _by_mode(points, by_mode, names[1], None, object)
    return pd.DataFrame(
        {
            "seconds": _by_mode(points, by_mode, names[0], int(Status.NO_DATA), np.uint16),
            "site_id": site,
            "waits": _waits_for_a_boat(evidence, modes, site),
        }
    )


def _waits_for_a_boat(evidence: Evidence, modes: pd.Series, site: pd.Series) -> pd.Series:
    """Where the way from an island takes a boat whose timetable the times do not hold.

    Such a time is the least that it can be: what is beyond the threshold is beyond it, what is
    within may not be. A site in the same area is on the same island.
    """
    waits = by_boat(evidence, modes)
    if waits.any():
        there = area_of_sites(evidence).reindex(site[waits].to_numpy()).to_numpy(dtype=object)
        waits[waits] = there != evidence.points.loc[waits, "area_id"].to_numpy(dtype=object)
    return pd.Series(waits, index=evidence.points.index)


def _on_the_island(evidence: Evidence, modes: pd.Series, after: pd.DataFrame) -> pd.DataFrame:
    """The way to the nearest site on the same island; the next nearest's, if that takes no boat.

    Where times to single sites are given, however many crossings are shorter.
    """
    found = after.assign(seconds=after["seconds"].mask(after["waits"], int(Status.NO_DATA)))
    found["waits"] = False
    waits, area = by_boat(evidence, modes), evidence.points["area_id"]
    of_care = sites_of(evidence.of_care, evidence).index
    lies_in = area_of_sites(evidence)[of_care]
    for island in area[waits].unique():
        there = waits & area.eq(island).to_numpy()
        for mode in set(modes[there]) & set(evidence.times):
            times = evidence.times[mode]
            own = [site for site in of_care[lies_in == island] if site in times.sites]
            near = nearest(times.select_sites(own)) if own else None
            rows = there & modes.eq(mode).to_numpy()
            if near is not None:
                found.loc[rows, "seconds"] = near["seconds"].to_numpy()[rows]
                found.loc[rows, "site_id"] = near["site_id"].to_numpy(dtype=object)[rows]
    return found


def by_boat(evidence: Evidence, modes: pd.Series) -> NDArray[np.bool_]:
    """Points on islands whose times by their mode hold no boat's timetable, ``(point,)``."""
    on_islands = evidence.points["settlement"].eq("island") & ~modes.isin(evidence.boats)
    return on_islands.to_numpy(copy=True)


def area_of_sites(evidence: Evidence) -> pd.Series:
    """The area each site lies in, as text; missing where it is not given."""
    if "area_id" in evidence.sites:
        return evidence.sites["area_id"]
    return pd.Series(None, index=evidence.sites.index, dtype=object)


def _by_mode(
    points: pd.DataFrame,
    by_mode: Mapping[str, NDArray[np.bool_]],
    name: str,
    nothing: object,
    kind: type,
) -> pd.Series:
    """A column ``<name>_<mode>`` of the mode that decides at each point."""
    found: NDArray[np.generic] = np.full(len(points), nothing, dtype=kind)
    for mode, mine in by_mode.items():
        if f"{name}_{mode}" in points:
            found[mine] = points[f"{name}_{mode}"].to_numpy(dtype=kind)[mine]
    return pd.Series(found, index=points.index)


def reach_by(reached: pd.DataFrame, by: pd.Series) -> pd.DataFrame:
    """People within and beyond their thresholds, by group.

    Returns
    -------
    DataFrame
        Indexed by group: the columns of `geoaccess.access.share_within`, ``beyond`` and ``share``
        of the people whose way is known, ``coverage`` (their share of all people), and
        ``beyond_<group>`` for the age groups given.
    """
    found = share_within(reached["seconds"], reached["people"], reached["limit_s"], by=by)
    is_told = ~reached["silent"].to_numpy(bool)
    is_beyond = is_told & (reached["seconds"] > reached["limit_s"]).to_numpy()
    # Of a group whose number is not known at a place beyond, it is not known how many are.
    sums = sums_by(
        by,
        told=np.where(is_told, reached["people"], 0.0),
        **{
            f"beyond_{group}": np.where(is_beyond, reached[group].to_numpy(float), 0.0)
            for group in GROUPS
            if group in reached
        },
    )
    told = sums.pop("told")
    found["coverage"] = (told / found["people"]).where(found["people"] > 0)
    # Of whom nothing is known is neither within nor beyond.
    found["beyond"] = (told - found["within"]).clip(lower=0)
    found["share"] = (found["within"] / told).where(told > 0)
    return found.join(sums)


def limits_by(reached: pd.DataFrame, by: pd.Series) -> dict[str, tuple[float, ...]]:
    """The thresholds that meet in each group, in minutes, rising."""
    limits = pd.DataFrame({"by": by.to_numpy(), "limit": reached["limit_s"].to_numpy() / 60})
    found: dict[str, tuple[float, ...]] = {}
    met = limits.dropna().drop_duplicates().sort_values("limit")
    for group, limit in met.itertuples(index=False):
        found[group] = (*found.get(group, ()), limit)
    return found
