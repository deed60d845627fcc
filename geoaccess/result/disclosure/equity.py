"""Which numbers of equity are held back: each weighs many areas by their people, one sum more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import LANGUAGES
from geoaccess.result.disclosure.relations import REGION, THRESHOLD
from geoaccess.result.equity import EQUITY_NUMBERS
from geoaccess.result.suppression import masked

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from geoaccess.result.disclosure.relations import Cell, Layout

__all__ = ["silent_equity", "untold_equity"]

_ABOUT = frozenset({"people", "people_without_time", "need_known", "away", *THRESHOLD})


def silent_equity(frame: pd.DataFrame, mine: pd.Series) -> pd.DataFrame:
    """Without the numbers of some rows, and without what they say; what is missing stays so."""
    lost = mine & frame["gini"].notna()
    said = {f"finding_{lang}": frame[f"finding_{lang}"].mask(lost, "") for lang in LANGUAGES}
    return masked(frame, EQUITY_NUMBERS, mine).assign(**said)


def untold_equity(layout: Layout, hidden: Iterable[Cell]) -> set[str]:
    """Units, and the region, of whose equity nothing is told where these counts are hidden.

    As the verdict on need, where anything of the subject is hidden. Unlike it these are many
    numbers of one subject: a unit is silent also where anything of one of its areas is hidden, and
    the region where people of any area are.
    """
    found: set[str] = set()
    areas: set[str] = set()
    for table, subject, name in hidden:
        if name not in _ABOUT:
            continue
        if table in {"units", REGION}:
            found.add(subject)
        elif table == "areas":
            areas.add(subject)
            if name == "people":
                found.add(REGION)
    return found | {unit for area, unit in layout.places if area in areas}
