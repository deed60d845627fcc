"""Who and what is left over when people choose or are given sites, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.access.nearest import nearest
from geoaccess.errors import Notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geoaccess.access.pairs import Pairs
    from geoaccess.errors import NoticeList
    from geoaccess.times import AnyTimes

__all__ = ["named", "reasons", "tell_left_over", "tell_unknown"]

_NAMED = 5

_PARTS = {
    "full": ("full",),
    "nothing": ("no_supply",),
    "unknown": ("supply_unknown",),
    "silent": ("not_snapped", "no_data"),
}


def reasons(times: AnyTimes, pairs: Pairs, offered: NDArray[np.float64]) -> pd.Series:
    """Why an origin's people would get no site, by origin.

    Parameters
    ----------
    times
        Seconds of one mode, origin by site.
    pairs
        All of their pairs that have a time.
    offered
        What each site has; missing means not known.

    Returns
    -------
    Series
        ``supply_unknown`` where what a site in reach has is not known, else ``full`` where a site
        in reach has something, else ``no_supply`` where one is in reach, else the status of
        `nearest`.
    """
    reason = np.full(len(times.origins), "ok", dtype=object)
    if not pairs.reaching.all():
        reason[:] = nearest(times)["status"]
    some = {"no_supply": offered == 0, "full": offered > 0, "supply_unknown": np.isnan(offered)}
    for name, sites in some.items():
        if sites.any():
            reason[pairs.open_at(sites).reaching] = name
    index = pd.Index(times.origins, dtype="str", name="origin")
    return pd.Series(reason, index=index, dtype="str", name="reason")


def tell_left_over(left: pd.Series, reason: pd.Series, people: float, found: NoticeList) -> None:
    """Tell how many of all `people` are left over, and why; nothing if nobody is."""
    total = float(left.sum())
    if not total > 0:
        return
    sums = {part: float(left[reason.isin(names)].sum()) for part, names in _PARTS.items()}
    beyond = total - sum(sums.values())
    places = {"people": total, "all": people, "beyond": beyond, **sums}
    found.extend([Notice(code="GA-K002", places=places)])


def tell_unknown(sites: Sequence[str], found: NoticeList) -> None:
    """Tell of the sites that take nobody since what they have is not known."""
    if sites:
        found.add("GA-K003", n=len(sites), sites=named(sites))


def named(ids: Sequence[str]) -> tuple[str, ...]:
    """The first few ids, for a sentence.

    Examples
    --------
    >>> named(["a", "b", "c", "d", "e", "f"])
    ('a', 'b', 'c', 'd', 'e', '…')
    """
    return (*map(str, ids[:_NAMED]), *(("…",) if len(ids) > _NAMED else ()))
