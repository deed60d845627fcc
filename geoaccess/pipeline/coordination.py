"""Who has GSA and KSA in each unit on the study's day, and how far its people have to the GSA."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.access import nearest, quantiles_by, share_within
from geoaccess.layers import is_vardcentral
from geoaccess.principles.validity import valid_on
from geoaccess.times import Status, is_silent

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from geoaccess.errors import NoticeList
    from geoaccess.layers import Layers
    from geoaccess.times import Times

__all__ = ["coordination", "gsa_by", "note_marks", "seconds_to_gsa"]

_QUANTILES = {"gsa_minutes_median": 0.5, "gsa_minutes_p90": 0.9}
_TOGETHER = ", "


def coordination(layers: Layers, day: dt.date) -> pd.DataFrame:
    """GSA and KSA per unit on the study's day: the register's word, or the sites that are marked.

    A register that says nothing of a unit is not filled from the list of sites: the two are
    different claims, and the rule that judges them reads the register alone.

    Returns
    -------
    DataFrame
        Indexed by unit: ``gsa_site_id``, ``gsa_name``, ``ksa_function`` (several with commas
        between, missing where there is none) and ``gsa_state``: ``ok`` where there is one GSA that
        is a vårdcentral in the list of sites, else ``no_gsa``, ``several_gsa``, ``not_listed`` or
        ``not_vardcentral``.
    """
    register = layers.register
    if register is None:
        gsa, ksa = _marked(layers), pd.Series(dtype=object)
    else:
        valid = register.loc[valid_on(register, day)]
        gsa, ksa = (_by_unit(valid, column) for column in ("gsa_site_id", "ksa_function"))
    gsa = gsa.reindex(layers.units.index)
    names = layers.sites["name"].to_dict()
    told = gsa.map(
        lambda ids: _TOGETHER.join(str(names.get(one, one)) for one in ids.split(_TOGETHER)),
        na_action="ignore",
    )
    return pd.DataFrame(
        {
            "gsa_site_id": gsa,
            "gsa_name": told,
            "ksa_function": ksa.reindex(layers.units.index),
            "gsa_state": _states(gsa, layers.sites),
        }
    )


def _states(gsa: pd.Series, sites: pd.DataFrame) -> pd.Series:
    state = pd.Series("ok", index=gsa.index, dtype="str")
    places = sites.index[is_vardcentral(sites)]
    state = state.mask(~gsa.isin(places), "not_vardcentral").mask(
        ~gsa.isin(sites.index), "not_listed"
    )
    several = gsa.str.contains(_TOGETHER, regex=False).fillna(value=False).astype(bool)
    return state.mask(several, "several_gsa").mask(gsa.isna(), "no_gsa")


def _marked(layers: Layers) -> pd.Series:
    marked = layers.sites.loc[layers.sites["gsa"].fillna(value=False).astype(bool)]
    return marked.reset_index().groupby("unit_id")["site_id"].agg(_together)


def _by_unit(register: pd.DataFrame, column: str) -> pd.Series:
    if column not in register:
        return pd.Series(dtype=object)
    return register[column].dropna().groupby(level=0).agg(_together)


def _together(values: pd.Series) -> str:
    return _TOGETHER.join(sorted(set(values.astype(str))))


def note_marks(layers: Layers, told: pd.DataFrame, found: NoticeList) -> None:
    """Say where the register and the marks in the list of sites name different GSA of a unit."""
    marked = _marked(layers)
    if layers.register is None or marked.empty:
        return
    both = told[["gsa_site_id"]].join(marked.rename("marked")).fillna("–")
    both["name"] = layers.units["name"].reindex(both.index)
    for row in both.loc[both["gsa_site_id"] != both["marked"]].to_dict("records"):
        found.add("GA-R510", unit=row["name"], register=row["gsa_site_id"], marked=row["marked"])


def seconds_to_gsa(
    points: pd.DataFrame, told: pd.DataFrame, times: Mapping[str, Times]
) -> pd.Series:
    """Seconds by the deciding mode from each point to the GSA of its own unit.

    Parameters
    ----------
    points
        With ``unit_id`` and the deciding ``mode``.
    told
        From `coordination`.
    times
        By mode, from the points to all sites.

    Returns
    -------
    Series
        uint16 with the codes of `Status`; `Status.NO_DATA` where the unit has no single GSA that
        is a vårdcentral in the list, or the mode has no times.
    """
    one = told["gsa_site_id"].where(told["gsa_state"] == "ok").reindex(points["unit_id"]).to_numpy()
    seconds = np.full(len(points), Status.NO_DATA, dtype=np.uint16)
    pairs = pd.DataFrame({"mode": points["mode"].to_numpy(), "site": one})
    for mode, site in pairs.dropna().drop_duplicates().itertuples(index=False, name=None):
        if mode in times:
            rows = ((pairs["mode"] == mode) & (pairs["site"] == site)).to_numpy()
            way = nearest(times[mode].select_sites([site]))["seconds"].to_numpy(np.uint16)
            seconds[rows] = way[rows]
    return pd.Series(seconds, index=points.index)


def gsa_by(points: pd.DataFrame, by: pd.Series) -> pd.DataFrame:
    """Quantiles and share within the threshold of the times to the GSA, by area or unit.

    The share is of the people whose way to the GSA is known; missing where nobody's is.

    Returns
    -------
    DataFrame
        Indexed by group: ``gsa_minutes_median``, ``gsa_minutes_p90``, ``gsa_share_within`` and
        ``gsa_state`` (``ok``, or why there is no median).
    """
    found = quantiles_by(points["seconds_gsa"], points["people"], by, _QUANTILES)
    known = ~is_silent(points["seconds_gsa"].to_numpy())
    within = share_within(
        points["seconds_gsa"][known],
        points["people"][known],
        points["limit_s"][known],
        by=by[known],
    ).reindex(found.index)
    status = found["gsa_minutes_median_status"]
    return pd.DataFrame(
        {
            **{name: found[name] for name in _QUANTILES},
            "gsa_share_within": within["share"].where(within["people"] > 0),
            "gsa_state": status.where(status != "", "ok"),
        }
    )
