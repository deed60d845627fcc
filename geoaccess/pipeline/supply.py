"""How much care each vårdcentral stands for, and what is not known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.layers import is_vardcentral

if TYPE_CHECKING:
    from geoaccess.errors import NoticeList
    from geoaccess.study import Supply

__all__ = ["supply_of"]

_NAMED = 5
# A physician in training stands for half a specialist: 550 to 1,100 people (Socialstyrelsen 2022).
_ST_SHARE = 0.5


def supply_of(sites: pd.DataFrame, settings: Supply, found: NoticeList) -> pd.Series:
    """Supply per vårdcentral: specialists and half the ST physicians, or one each.

    Returns
    -------
    Series
        Indexed by the vårdcentraler; missing where capacity is asked for and not stated.
    """
    counted = sites.loc[is_vardcentral(sites)]
    if settings.capacity == "none":
        found.add("GA-R005")
        return pd.Series(1.0, index=counted.index)
    supply = counted["fte_spec"].astype(float) + _ST_SHARE * counted["fte_st"].astype(float)
    unknown = counted.loc[supply.isna()]
    if len(unknown):
        named = ", ".join(unknown["name"].astype(str).head(_NAMED))
        found.add("GA-R006", n=len(unknown), sites=named)
    beyond = counted["context"] & supply.notna()
    if beyond.any():
        found.add("GA-R009", n=int(beyond.sum()))
    return supply
