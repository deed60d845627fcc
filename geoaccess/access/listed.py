"""Flows as they are: how many of each unit's people are listed at a site in which unit."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geoaccess.access.flows import BEYOND_BORDER

__all__ = ["OUTSIDE_LISTS", "listed_flows"]

OUTSIDE_LISTS = "outside_lists"
"""The site is in no list, so where it lies is not known."""


def listed_flows(
    unit_id: pd.Series, site_id: pd.Series, listed: pd.Series, unit_of: pd.Series
) -> pd.DataFrame:
    """Listed people of each unit by the unit of the site they are listed at.

    Parameters
    ----------
    unit_id, site_id
        By row of a listing: the unit where the people live, missing where it is none of the
        study's, and the site, missing where it is in no list.
    listed
        How many they are (persons); missing where it is withheld.
    unit_of
        By site: its unit, or another place to tell of; missing beyond the border.

    Returns
    -------
    DataFrame
        ``unit_id``, ``to`` (a value of `unit_of`, `BEYOND_BORDER` or `OUTSIDE_LISTS`), ``listed``
        and ``withheld``, the number of rows that are withheld; the pairs that anyone is or may be
        listed in, in order. `listed` is missing where all that is known of a pair is that rows are
        withheld.

    Notes
    -----
    The flows sum to the listed people that are known of and live in a unit. Nothing depends on the
    order of rows.

    Examples
    --------
    Of Norr 90 are listed at home, 7 in Söder, and so many at a site in no list is not told.

    >>> listed_flows(
    ...     pd.Series(["Norr"] * 4),
    ...     pd.Series(["x", "x", "y", None]),
    ...     pd.Series([60.0, 30.0, 7.0, None]),
    ...     pd.Series({"x": "Norr", "y": "Söder"}),
    ... ).values.tolist()
    [['Norr', 'Norr', 90.0, 0], ['Norr', 'Söder', 7.0, 0], ['Norr', 'outside_lists', nan, 1]]
    """
    there = unit_of.reindex(site_id.to_numpy()).to_numpy(dtype=object)
    to = np.where(pd.isna(there), BEYOND_BORDER, there).astype(object)
    to[site_id.isna().to_numpy()] = OUTSIDE_LISTS
    rows = unit_id.rename("unit_id").to_frame().assign(to=to, listed=listed.astype(float))
    rows["withheld"] = rows["listed"].isna().astype(int)
    sums = rows.groupby(["unit_id", "to"], as_index=False)[["listed", "withheld"]].sum()
    sums = sums.loc[(sums["listed"] > 0) | (sums["withheld"] > 0)].reset_index(drop=True)
    return sums.assign(listed=sums["listed"].where(sums["listed"] > 0))
