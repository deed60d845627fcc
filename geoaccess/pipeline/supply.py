"""How much care each vårdcentral stands for, and what is not known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.layers import is_vardcentral

if TYPE_CHECKING:
    from geoaccess.errors import NoticeList
    from geoaccess.principles.pack import Capacity
    from geoaccess.study import Supply

__all__ = ["supply_of"]

_NAMED = 5


def supply_of(
    sites: pd.DataFrame, settings: Supply, norm: Capacity, found: NoticeList
) -> pd.Series:
    """Supply per vårdcentral in specialists, or one each where no capacity is given.

    A physician in training stands for as much of a specialist as the pack's norm says.

    Returns
    -------
    Series
        Indexed by the vårdcentraler; missing where capacity is asked for and not stated.
    """
    counted = sites.loc[is_vardcentral(sites)]
    if settings.capacity == "none":
        found.add("GA-R005")
        return pd.Series(1.0, index=counted.index)
    supply = counted["fte_spec"].astype(float) + norm.st_worth * counted["fte_st"].astype(float)
    unknown = counted.loc[supply.isna()]
    if len(unknown):
        named = ", ".join(unknown["name"].astype(str).head(_NAMED))
        found.add("GA-R006", n=len(unknown), sites=named)
    beyond = counted["context"] & supply.notna()
    if beyond.any():
        found.add("GA-R009", n=int(beyond.sum()))
    return supply
