"""What a reader must know about the streets a mode uses, and about who has no times."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from geoaccess.errors import NoticeList
from geoaccess.messages.modes import MODE_WORDS
from geoaccess.times import Status
from geoaccess.travel.snapping import snap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from geoaccess.errors import Notice
    from geoaccess.times import Times
    from geoaccess.travel.mode_network import ModeNetwork
    from geoaccess.travel.modes import Mode
    from geoaccess.travel.network import Network
    from geoaccess.travel.places import Places

__all__ = ["reach_notices", "several_notices", "street_notices"]

_SHOWN = 5
# A largest part below this share of the streets is worth a warning, not just a note.
_WHOLE_ENOUGH = 0.9


def street_notices(network: Network, mode: Mode) -> tuple[Notice, ...]:
    """What was assumed about the streets for a mode: limits, ferries, parts left out."""
    usable = network.of_mode(mode)
    found = NoticeList()
    if not usable.is_open.any():
        found.add("GA-S028", mode=MODE_WORDS[mode.name])
        return tuple(found)
    _about_limits(usable, mode, found)
    if usable.without_length:
        found.add("GA-S022", n=usable.without_length, seconds=mode.network.shortest_s)
    _about_ferries(usable, mode, found)
    _about_parts(usable, mode, found)
    _about_turns(usable, mode, found)
    waits = usable.waits
    if waits.counted or waits.unclear:
        found.add("GA-S530", mode=MODE_WORDS[mode.name], n=waits.counted, unclear=waits.unclear)
    return tuple(found)


def _about_limits(usable: ModeNetwork, mode: Mode, found: NoticeList) -> None:
    unreadable = Counter(way.unreadable for way in usable.ways if way.unreadable)
    if unreadable:
        found.add("GA-S020", n=unreadable.total(), examples=_some(dict(unreadable.most_common())))
    clamped = sum(way.clamped for way in usable.ways)
    if clamped:
        found.add(
            "GA-S021",
            n=clamped,
            low=mode.maxspeed.slowest_kmh,
            high=mode.maxspeed.fastest_kmh,
        )


def _about_ferries(usable: ModeNetwork, mode: Mode, found: NoticeList) -> None:
    ferries = sum(way.is_ferry and way.is_open for way in usable.ways)
    if not ferries:
        return
    found.add("GA-S025", mode=MODE_WORDS[mode.name], n=ferries)
    if usable.no_duration.any():
        found.add("GA-S023", n=int(usable.no_duration.sum()), speed=mode.network.ferry_kmh)
    on_foot = sum(way.on_foot for way in usable.ways)
    if on_foot:
        found.add("GA-S024", n=on_foot)


def _about_parts(usable: ModeNetwork, mode: Mode, found: NoticeList) -> None:
    km = float(usable.part_km.sum())
    if km == 0:
        return
    # Cut, not rounded: 100.0 % is said of a whole network only.
    percent = float(np.floor(1000 * usable.part_km.max() / km) / 10)
    if usable.part_km.max() < _WHOLE_ENOUGH * km:
        found.add("GA-S027", mode=MODE_WORDS[mode.name], percent=percent)
    small = (usable.part_km > 0) & (usable.part_km < mode.network.min_part_km)
    small[np.argmax(usable.part_km)] = False
    if small.any():
        found.add(
            "GA-S026",
            mode=MODE_WORDS[mode.name],
            percent=percent,
            parts=int(small.sum()),
            km=round(float(usable.part_km[small].sum()), 1),
        )


def _about_turns(usable: ModeNetwork, mode: Mode, found: NoticeList) -> None:
    at = usable.crossings
    if at.followed or at.idle:
        found.add("GA-S510", mode=MODE_WORDS[mode.name], n=at.followed, idle=at.idle)
    if at.unclear:
        found.add("GA-S511", mode=MODE_WORDS[mode.name], n=at.unclear)


def several_notices(
    network: Network, mode: Mode, origins: Places, sites: Places
) -> tuple[Notice, ...]:
    """For how many places several streets are tried, where the mode has a tolerance for that."""
    found = NoticeList()
    # Without one only streets exactly as near are tried, and nobody waits to have those counted.
    if mode.snap_tolerance_m > 0:
        usable = network.of_mode(mode)
        several = [
            int((np.bincount(snap(each, network.streets, usable, mode).place) > 1).sum())
            for each in (origins, sites)
        ]
        if any(several):
            found.add(
                "GA-S580",
                mode=MODE_WORDS[mode.name],
                n=several[0],
                all=len(origins),
                sites=several[1],
                all_sites=len(sites),
                metres=mode.snap_tolerance_m,
            )
    return tuple(found)


def reach_notices(times: Times, mode: Mode) -> tuple[Notice, ...]:
    """How many origins and sites have no times, and why; a pair is never lost in silence."""
    found = NoticeList()
    if not times.seconds.size:
        return ()
    off = times.seconds == Status.NOT_SNAPPED
    origin_off, site_off = off.all(axis=1), off.all(axis=0)
    for code, which, ids in (
        ("GA-M001", origin_off & ~site_off.all(), times.origins),
        ("GA-M002", site_off, times.sites),
    ):
        if which.any():
            found.add(
                code,
                mode=MODE_WORDS[mode.name],
                n=int(which.sum()),
                metres=mode.max_snap_m,
                examples=_named(ids, which),
            )
    alone = (off | (times.seconds == Status.UNREACHABLE)).all(axis=1) & ~origin_off
    if alone.any():
        found.add(
            "GA-M003",
            mode=MODE_WORDS[mode.name],
            n=int(alone.sum()),
            examples=_named(times.origins, alone),
        )
    far = ~times.has_time.any(axis=1) & ~origin_off & ~alone
    far &= (times.seconds == Status.BEYOND_CUTOFF).any(axis=1)
    if far.any():
        found.add(
            "GA-M004",
            mode=MODE_WORDS[mode.name],
            n=int(far.sum()),
            minutes=times.cutoff / 60,
        )
    return tuple(found)


def _named(ids: Iterable[str], which: NDArray[np.bool_]) -> str:
    return _some([each for each, chosen in zip(ids, which, strict=True) if chosen])


def _some(names: Iterable[str]) -> str:
    known = list(names)
    return ", ".join(known[:_SHOWN]) + (" …" if len(known) > _SHOWN else "")
