"""Where people are listed, as it may be published: a table of its own beside the inhabitants'.

A unit's flows sum to its listed people. All who are listed at the sites of a unit may be known from
a list of sites, with the cells that the listing withheld: a reader is thought to know it exactly.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.principles.rounding import least_and_greatest, share_to_base, to_base
from geoaccess.result.disclosure.bounds import System
from geoaccess.result.disclosure.leaking import places_of
from geoaccess.result.disclosure.relations import Relation
from geoaccess.result.disclosure.secondary import hide_further
from geoaccess.result.suppression import (
    MISSING,
    OK,
    ROUNDED,
    SUPPRESSED,
    with_status,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geoaccess.result.disclosure.relations import Cell
    from geoaccess.result.protected import Protection

    Span = tuple[float, float]

__all__ = ["KNOWN", "LISTED_OF_UNIT", "listed_name", "listing_is_hidden", "protect_listing"]

LISTED_OF_UNIT = "listed"
"""All of a unit's listed people that are told."""
KNOWN = "lists"
"""All who are listed at the sites of a place: of no table, but of what a reader may know."""
_WITHHELD = "withheld"
_FLOW, _SHARE, _COVERAGE = "listed", "share_listed", "listed_coverage"


def listed_name(to: str) -> str:
    """What is counted where people of a unit are listed in `to`.

    Examples
    --------
    >>> listed_name("9901-norra")
    'listed 9901-norra'
    """
    return f"listed {to}"


def protect_listing(
    frames: Mapping[str, pd.DataFrame], exact: pd.DataFrame, by: Protection
) -> dict[str, pd.DataFrame]:
    """The tables with the listed of `exact` in the leakage, as far as they may be told.

    Parameters
    ----------
    frames
        The tables as they are published otherwise.
    exact
        The leakage as it was measured.
    by
        Small counts are hidden, with whatever would tell them, or all are rounded, where the
        listing is confidential.
    """
    if _FLOW not in exact:
        return dict(frames)
    every = _hidden(exact, by) if by.listing else set()
    unit = exact["subject_id"].astype(str)
    of_all = pd.Series([("units", u, LISTED_OF_UNIT) in every for u in unit], exact.index, bool)
    one = pd.Series([cell in every for cell in _cells(exact)], exact.index, bool)
    told = frames["leakage"].assign(**{c: exact[c] for c in (_FLOW, _SHARE, _COVERAGE)})
    told = with_status(told, (_FLOW,), one)
    # A share and its flow give the whole.
    told = with_status(told, (_SHARE,), of_all | one)
    whole = exact.groupby("subject_id")[_FLOW].transform("sum")
    if by.listing and by.base is not None:
        told = _rounded(told, exact, whole, by.base)
        whole = pd.Series(to_base(whole, by.base), exact.index)
    return {**frames, "leakage": _with_coverage(told, whole.mask(of_all), frames["units"], by)}


def listing_is_hidden(frames: Mapping[str, pd.DataFrame]) -> bool:
    """Whether any of the listed is not told as it is."""
    status = frames["leakage"].get(f"{_FLOW}_status", pd.Series(dtype="str"))
    return bool(status.isin({SUPPRESSED, ROUNDED}).any())


def _cells(exact: pd.DataFrame) -> list[Cell]:
    places = zip(exact["subject_id"], places_of(exact), strict=True)
    return [("units", str(unit), listed_name(to)) for unit, to in places]


def _hidden(exact: pd.DataFrame, by: Protection) -> set[Cell]:
    """Small flows and what was withheld, with all that would tell them."""
    cells = _cells(exact)
    flows = dict(zip(cells, exact[_FLOW].fillna(0.0).tolist(), strict=True))
    if by.base is not None:
        rows, counts = _sums(flows, {}, with_lists=False)
        told = set(counts)
        system = System(rows, counts, _spans(told, counts, by.base))
        return hide_further(system, told, set(), width=by.protection, along=_alone)
    lacking = dict(zip(cells, exact["cells_withheld"].tolist(), strict=True))
    rows, counts = _sums(flows, {c: n for c, n in lacking.items() if n}, with_lists=True)
    small = {cell for cell, n in counts.items() if 0 < round(n) < by.min_count}
    secret = {cell for cell in small if cell[0] != KNOWN}
    secret |= {cell for cell in counts if cell[0] == _WITHHELD}
    # A list that would tell of few is not shown either.
    told = counts.keys() - secret - small
    system = System(rows, counts)
    return hide_further(system, told, secret, width=by.protection, along=_alone)


def _alone(_: Cell) -> list[Cell]:
    """Nothing is hidden with a flow: shares are, where they would tell of it."""
    return []


def _sums(
    flows: Mapping[Cell, float], lacking: Mapping[Cell, float], *, with_lists: bool
) -> tuple[list[Relation], dict[Cell, float]]:
    """The sums over a unit's flows, and those over all who are listed in one.

    The cells that the listing withholds are someone each, at least. Where counts are rounded no
    list tells more than its own rounded ones, so that there are none of the latter.
    """
    counts = dict(flows)
    of_unit, of_place = defaultdict(list), defaultdict(list)
    for cell in flows:
        of_unit[cell[1]].append(cell)
        of_place[cell[2]].append(cell)
    for cell, n in lacking.items():
        held = (_WITHHELD, cell[1], cell[2])
        counts[held] = float(n)
        of_place[cell[2]].append(held)
    rows = [Relation(("units", u, LISTED_OF_UNIT), tuple(mine)) for u, mine in of_unit.items()]
    for place, mine in of_place.items() if with_lists else ():
        rows.append(Relation((KNOWN, place, LISTED_OF_UNIT), tuple(mine)))
    counts |= {row.whole: sum(counts[part] for part in row.parts) for row in rows}
    return rows, counts


def _spans(told: Iterable[Cell], counts: Mapping[Cell, float], base: int) -> dict[Cell, Span]:
    """What each rounded count can be; nobody is told as it is."""
    found: dict[Cell, Span] = {}
    for cell in sorted(told):
        if round(counts[cell]) > 0:
            least, greatest = least_and_greatest(counts[cell], base)
            found[cell] = (float(least), float(greatest))
    return found


def _rounded(told: pd.DataFrame, exact: pd.DataFrame, whole: pd.Series, base: int) -> pd.DataFrame:
    """Counts as multiples, and shares of them."""
    shown = {
        _FLOW: to_base(exact[_FLOW], base),
        _SHARE: share_to_base(exact[_SHARE], whole, base),
    }
    for name, values in shown.items():
        status = told[f"{name}_status"]
        value = pd.Series(values, told.index).where(told[name].notna())
        status = status.mask((status == OK) & (value > 0), ROUNDED)
        told = told.assign(**{name: value, f"{name}_status": status})
    return told


def _with_coverage(
    told: pd.DataFrame, whole: pd.Series, units: pd.DataFrame, by: Protection
) -> pd.DataFrame:
    """The listed beside the people, from both as they are told."""
    people = units["people"].rename(index=str).reindex(told["subject_id"]).set_axis(told.index)
    known = told[_COVERAGE].notna()
    share = (whole / people).where(known & (people > 0))
    rounds = by.base is not None and (by.listing or by.people)
    status = share.notna().map({True: ROUNDED if rounds else OK, False: SUPPRESSED})
    status = status.mask(~known, MISSING).astype("str")
    return told.assign(**{_COVERAGE: share, f"{_COVERAGE}_status": status})
