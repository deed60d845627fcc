"""What every measure of access gives: a number for each origin, and what is in none of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Access", "Basis", "Unit"]

Basis = Literal["people", "need"]
"""Whom demand counts: people, or people weighted by their need."""

Unit = Literal["supply_per_person", "supply"]
"""Supply for each person, or supply for all at the origin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """A measure at every origin.

    Attributes
    ----------
    per_origin
        By origin, in the order of the times; named as the measure. Zero where no site is in
        reach; missing where it is not known whether any is (not snapped, no data). People where
        it is missing claim no supply from others: `geoaccess.access.measure_by` counts them.
    unit
        What `per_origin` count. With `basis` ``need``, a person stands for a unit of need.
    basis
        What demand was: ``people``, ``need``, or nothing for a measure without demand.
    sites
        By site: ``supply``, ``demand`` (who shares the site, as the measure weighs them) and
        ``ratio`` (supply per unit of demand; missing where nobody reaches the site or its supply
        is not known). Some measures add columns.
    unreached
        Supply of the sites that nobody reaches: it is in nobody's access.
    unknown
        Sites whose supply is missing: left out, never counted as zero supply that is known.
    reaches_unknown
        By origin: a site of `unknown` is in reach, so `per_origin` leave something out there.
    """

    per_origin: pd.Series
    unit: Unit
    basis: Basis | None
    sites: pd.DataFrame
    unreached: pd.Series
    unknown: tuple[str, ...]
    reaches_unknown: pd.Series
