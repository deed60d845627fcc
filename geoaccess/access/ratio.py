"""Supply per person inside each unit, as if nobody ever crossed its border."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["provider_ratio"]


def provider_ratio(
    people: pd.Series,
    supply: pd.Series,
    *,
    people_by: pd.Series | Sequence[object],
    supply_by: pd.Series | Sequence[object],
) -> pd.DataFrame:
    """Provider-to-population ratio by unit.

    It says how supply is shared out among units, not who reaches it: those at a border use their
    neighbours' (Luo & Wang 2003, doi:10.1068/b29120).

    Parameters
    ----------
    people, supply
        People by origin; capacity by site, missing where not known.
    people_by, supply_by
        The unit that each lies in.

    Returns
    -------
    DataFrame
        Indexed by unit, sorted, of all units that either side names: ``people``, ``supply`` (of
        the sites where it is known), ``unknown`` (number of sites where it is not) and ``ratio``
        (missing where nobody lives or no site's supply is known; zero only where there is no
        site, or none with supply).

    Raises
    ------
    ValueError
        If people are missing or negative, or a supply is negative.

    Examples
    --------
    >>> provider_ratio(
    ...     pd.Series([100, 300]), pd.Series([4.0]), people_by=["a", "b"], supply_by=["a"]
    ... )["ratio"].to_dict()
    {'a': 0.04, 'b': 0.0}
    """
    count, offered = people.to_numpy(float), supply.to_numpy(float)
    if not (count >= 0).all() or (offered < 0).any():
        msg = "people must be known and neither people nor supply negative"
        raise ValueError(msg)
    known = ~np.isnan(offered)
    sums = pd.DataFrame({"people": count}).groupby(np.asarray(people_by, dtype=object)).sum()
    sites = pd.DataFrame(
        {"supply": np.where(known, offered, 0.0), "unknown": ~known, "known": known}
    )
    sites = sites.groupby(np.asarray(supply_by, dtype=object)).sum()
    table = sums.join(sites, how="outer").fillna(0.0).sort_index()
    told = (table["people"] > 0) & ((table["known"] > 0) | (table["unknown"] == 0))
    return table.assign(
        unknown=table["unknown"].astype(int),
        ratio=(table["supply"] / table["people"]).where(told),
    )[["people", "supply", "unknown", "ratio"]]
