"""What sites can carry at a guidance value, how pressed they are, and how many physicians lack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["Norm", "capacity_by", "list_capacity", "missing_physicians", "pressure"]


class Norm(Protocol):
    """People per physician, as guidance; its numbers come from a rule pack, with source and date.

    Attributes
    ----------
    per_specialist, per_st
        People per full-time specialist, and per full-time physician in training (ST).
    """

    @property
    def per_specialist(self) -> float:
        """People per full-time specialist."""

    @property
    def per_st(self) -> float:
        """People per full-time ST physician."""


def list_capacity(physicians: pd.DataFrame, norm: Norm) -> pd.Series:
    """People each site could carry at the norm.

    ``per_specialist * fte_spec + per_st * fte_st``; Socialstyrelsen's guidance value of 2022 is
    1,100 and 550, neither floor nor ceiling.

    Parameters
    ----------
    physicians
        By site ``fte_spec`` and ``fte_st``, full-time equivalents. A missing number is not known.
    norm
        People per physician.

    Returns
    -------
    Series
        Indexed as `physicians`; missing where either number is, or where a column is not there.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> norm = SimpleNamespace(per_specialist=1100, per_st=550)
    >>> staff = pd.DataFrame({"fte_spec": [4, 2], "fte_st": [2, None]}, index=["a", "b"])
    >>> list_capacity(staff, norm).to_dict()
    {'a': 5500.0, 'b': nan}
    """
    specialists, in_training = (
        pd.to_numeric(physicians[name]).astype(float)
        if name in physicians
        else pd.Series(np.nan, index=physicians.index)
        for name in ("fte_spec", "fte_st")
    )
    carried = specialists * norm.per_specialist + in_training * norm.per_st
    return carried.rename("capacity")


def pressure(choosing: pd.Series, capacity: pd.Series) -> pd.DataFrame:
    """People who choose a site, over what it can carry; above 1 is more than the norm.

    Parameters
    ----------
    choosing
        People by site: listed there, or the load of `raam` or of an assignment. Missing is not
        known.
    capacity
        People each site can carry, by site, as of `list_capacity`; missing is not known.

    Returns
    -------
    DataFrame
        By site, of all that either names: ``people``, ``capacity``, ``spare`` (negative where
        pressed), ``pressure``, ``status``: ``ok``, ``people_unknown``, ``capacity_unknown``, or
        ``no_capacity`` (known to be zero: there is no ratio). Only ``ok`` has a pressure.

    Examples
    --------
    >>> found = pressure(pd.Series({"a": 6600, "b": 900}), pd.Series({"a": 5500.0, "b": None}))
    >>> found["pressure"].tolist(), found["status"].tolist()
    ([1.2, nan], ['ok', 'capacity_unknown'])
    """
    table = pd.DataFrame({"people": choosing, "capacity": capacity}, dtype=float)
    status = np.select(
        [table["capacity"].isna(), table["people"].isna(), table["capacity"] == 0],
        ["capacity_unknown", "people_unknown", "no_capacity"],
        "ok",
    )
    ratio = (table["people"] / table["capacity"]).where(status == "ok")
    return table.assign(
        spare=table["capacity"] - table["people"],
        pressure=ratio,
        status=pd.array(status, dtype="str"),
    )


def capacity_by(capacity: pd.Series, by: ArrayLike, places: pd.Index) -> pd.DataFrame:
    """What the sites of each place can carry together.

    Parameters
    ----------
    capacity
        People each site can carry; missing means not known.
    by
        Place of each site, in the same order.
    places
        The places asked about: areas, units.

    Returns
    -------
    DataFrame
        By place: ``sites`` (how many), ``unknown`` (those whose capacity is not known), ``known``
        (sum of the others), ``capacity`` (missing where a site's is not known). A place without
        sites has a capacity of zero - the list of sites is complete - but only where any site's
        capacity is known at all.
    """
    frame = pd.DataFrame({"capacity": capacity.to_numpy(dtype=float), "by": np.asarray(by)})
    grouped = frame.groupby("by")["capacity"]
    table = pd.DataFrame(
        {"sites": grouped.size(), "known_sites": grouped.count(), "known": grouped.sum()}
    )
    table = table.reindex(places).fillna(0.0)
    unknown = table["sites"] - table["known_sites"]
    told = (unknown == 0) & bool(frame["capacity"].notna().any())
    return pd.DataFrame(
        {
            "sites": table["sites"],
            "unknown": unknown,
            "known": table["known"],
            "capacity": table["known"].where(told),
        }
    )


def missing_physicians(
    people: pd.Series, held: pd.DataFrame, norm: Norm, *, need: pd.Series | None = None
) -> pd.DataFrame:
    """Full-time specialists that places lack at the norm; negative where they have more.

    ``people * need / per_specialist - fte_spec - fte_st * per_st / per_specialist``: a physician
    in training counts as the share of a specialist that the norm says.

    Parameters
    ----------
    people
        People by place; missing is not known.
    held
        What the sites of each place can carry, as `capacity_by` gives it.
    norm
        People per physician.
    need
        Relative need by place, 1 is the reference population's; resources then follow need rather
        than heads. Missing is not known.

    Returns
    -------
    DataFrame
        Indexed as `people`: ``demand`` (people, weighted by need if it is given), ``capacity``,
        ``missing`` (full-time specialists; missing itself where demand or a site's physicians are
        not known), ``missing_at_most`` (the same if the sites that are not known had none),
        ``basis`` (what demand is: ``people``, or ``need`` for
        people weighted by need).

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> norm = SimpleNamespace(per_specialist=1100, per_st=550)
    >>> held = capacity_by(pd.Series([5500.0]), ["here"], pd.Index(["here"]))
    >>> found = missing_physicians(pd.Series({"here": 6050}), held, norm)
    >>> found["missing"].item(), found["basis"].item()
    (0.5, 'people')
    """
    demand = people.astype(float)
    if need is not None:
        demand = demand * need.reindex(people.index).astype(float)
    has = held.reindex(people.index)
    return pd.DataFrame(
        {
            "demand": demand,
            "capacity": has["capacity"],
            "missing": (demand - has["capacity"]) / norm.per_specialist,
            "missing_at_most": (demand - has["known"]) / norm.per_specialist,
            "basis": pd.array(["people" if need is None else "need"] * len(people), dtype="str"),
        }
    )
