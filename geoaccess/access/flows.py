"""Flows: how many of each unit's people have their nearest site, or would choose one, where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.access.nearest import nearest
from geoaccess.access.sides import Sides, quotient
from geoaccess.access.weights import Weights
from geoaccess.times import LONGEST_SECONDS, is_silent

if TYPE_CHECKING:
    from geoaccess.access.decay import Decay
    from geoaccess.times import AnyTimes

__all__ = ["BEYOND_BORDER", "NOT_KNOWN", "NO_SITE", "choice_flows", "nearest_flows"]

BEYOND_BORDER = "beyond_border"
"""The site lies in no unit."""
NO_SITE = "no_site"
"""No site is in reach, as far as times are counted."""
NOT_KNOWN = "not_known"
"""Nothing is known of the way, or of a site that may be the one."""


def nearest_flows(
    seconds: pd.Series, site_id: pd.Series, people: pd.Series, by: pd.Series, unit_of: pd.Series
) -> pd.DataFrame:
    """People of each unit by the unit of their nearest site.

    Parameters
    ----------
    seconds, site_id
        By origin: time to the nearest site with the codes of `Status`, and which it is.
    people, by
        How many live there (persons), and in which unit.
    unit_of
        By site: its unit; missing beyond the border.

    Returns
    -------
    DataFrame
        ``unit_id``, ``to`` (a unit, `BEYOND_BORDER`, `NO_SITE` or `NOT_KNOWN`) and ``people``, the
        pairs that anyone lives in, in order.

    Notes
    -----
    The people of a unit's rows sum to its people; those of all rows to a unit to the people who
    have one of its sites as nearest.

    Examples
    --------
    Of three villages of Norr one has its nearest site in Söder, and one none at all.

    >>> from geoaccess.times import Status
    >>> village = ["a", "b", "c"]
    >>> nearest_flows(
    ...     pd.Series([300, 600, int(Status.UNREACHABLE)], village),
    ...     pd.Series(["x", "y", None], village),
    ...     pd.Series([10.0, 20.0, 5.0], village),
    ...     pd.Series("Norr", village),
    ...     pd.Series({"x": "Norr", "y": "Söder"}),
    ... ).values.tolist()
    [['Norr', 'Norr', 10.0], ['Norr', 'Söder', 20.0], ['Norr', 'no_site', 5.0]]
    """
    time = seconds.to_numpy()
    there = unit_of.reindex(site_id.to_numpy()).to_numpy(dtype=object)
    to = np.where(pd.isna(there), BEYOND_BORDER, there).astype(object)
    to[site_id.isna().to_numpy()] = NOT_KNOWN
    to[time > LONGEST_SECONDS] = NO_SITE
    to[is_silent(time)] = NOT_KNOWN
    return _summed(pd.DataFrame({"unit_id": by, "people": people}).assign(to=to))


def choice_flows(
    times: AnyTimes,
    people: pd.Series,
    supply: pd.Series,
    by: pd.Series,
    unit_of: pd.Series,
    *,
    decay: Decay,
) -> pd.DataFrame:
    """People of each unit by the unit of the site they would choose: a model of choice [1]_.

    A site is chosen in proportion to its supply times the weight of its time, as in
    `geoaccess.access.huff`, whose loads these are, unit by unit.

    Parameters
    ----------
    times, people, supply, decay
        As in `geoaccess.access.huff`.
    by
        By origin: its unit.
    unit_of
        By site: its unit; missing beyond the border.

    Returns
    -------
    DataFrame
        As `nearest_flows`. `NO_SITE` are those with no supply within the reach of `decay`;
        `NOT_KNOWN` those who reach a site whose supply is not known, or of whose way nothing is.

    Raises
    ------
    ConfigError, InputError
        As in `geoaccess.access.huff`.

    References
    ----------
    .. [1] Huff (1963), doi:10.2307/3144521

    Examples
    --------
    >>> from geoaccess.access import step
    >>> from geoaccess.times import Times
    >>> times = Times("car", ("a",), ("x", "y"), np.array([[60, 60]], np.uint16), 3600)
    >>> unit_of = pd.Series({"x": "Norr", "y": "Söder"})
    >>> one = (pd.Series({"a": 100}), pd.Series({"x": 3, "y": 1}), pd.Series({"a": "Norr"}))
    >>> choice_flows(times, *one, unit_of, decay=step({30: 1})).values.tolist()
    [['Norr', 'Norr', 75.0], ['Norr', 'Söder', 25.0]]
    """
    weights, sides = Weights(times, decay), Sides.of(times, people, supply)
    at = unit_of.reindex(sides.sites).fillna(BEYOND_BORDER).to_numpy(dtype=object)
    attraction = weights.by_origin(sides.supply)
    unsure = weights.by_origin((~sides.known).astype(float)) > 0
    unsure |= is_silent(nearest(times)["seconds"].to_numpy()) & (attraction == 0)
    told = sides.people * ~unsure
    parts = {
        to: told * quotient(weights.by_origin(sides.supply * (at == to)), attraction)
        for to in sorted(set(at))
    }
    parts[NO_SITE] = told * (attraction == 0)
    parts[NOT_KNOWN] = sides.people * unsure
    unit = by.reindex(sides.origins).to_numpy()
    rows = [pd.DataFrame({"unit_id": unit, "people": n}).assign(to=to) for to, n in parts.items()]
    return _summed(pd.concat(rows, ignore_index=True))


def _summed(rows: pd.DataFrame) -> pd.DataFrame:
    sums = rows.groupby(["unit_id", "to"], as_index=False)["people"].sum()
    return pd.DataFrame(sums.loc[sums["people"] > 0].reset_index(drop=True))
