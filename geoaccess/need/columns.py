"""Which columns a need recipe uses, whether the statistics give them, and whether they can be."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from geoaccess.errors import InputError, NoticeList
from geoaccess.messages.counts import COUNT_WORDS
from geoaccess.study.model import AS_IT_STANDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geoaccess.study import IndexComponent

__all__ = ["refuse_parts_above_wholes", "require_columns", "tell_percentages"]

# SCB moves counts by a few (cell key method), so a part may top its whole by that much.
_NOISE_SHARE, _NOISE_COUNT = 0.02, 10
# Percentages are published with two decimals at most; a count shared out has many more.
_PERCENT, _DECIMALS, _HAIR, _FEWEST = 100.0, 2, 1e-9, 3


def require_columns(areas: pd.DataFrame, names: Sequence[str]) -> None:
    """Refuse areas that lack a column the recipe uses, all at once, with the nearest name.

    Raises
    ------
    InputError
        With a notice per column that is not there.
    """
    found = NoticeList()
    given = [str(column) for column in areas.columns]
    for name in dict.fromkeys(names):
        if name not in given:
            near = difflib.get_close_matches(name, given, n=1)
            found.add("GA-P016", value=name, near=f" ({near[0]}?)" if near else "")
    InputError.refuse(found)


def refuse_parts_above_wholes(areas: pd.DataFrame, pairs: Sequence[tuple[str, str]]) -> None:
    """Refuse counts below nought, and parts larger than their wholes beyond SCB's noise.

    Parameters
    ----------
    pairs
        Columns of a part and of the whole that holds it.

    Raises
    ------
    InputError
        With each such area.
    """
    found = NoticeList()
    for part, whole in pairs:
        value, most = areas[part].astype(float), areas[whole].astype(float)
        for area in areas.index[value < 0]:
            found.add("GA-P057", area=area, column=part, value=f"{value[area]:g}", allowed=">= 0")
        for area in areas.index[value > most * (1 + _NOISE_SHARE) + _NOISE_COUNT]:
            found.add(
                "GA-P058",
                area=area,
                column=part,
                value=f"{value[area]:g}",
                whole=COUNT_WORDS.get(whole, whole),
                most=float(most[area]),
            )
    InputError.refuse(found)


def tell_percentages(
    areas: pd.DataFrame, component: IndexComponent, share: pd.Series, found: NoticeList
) -> None:
    """Warn of a component that is divided by a whole and can hardly be a count, or a part of it.

    Parameters
    ----------
    areas
        With the component's column.
    share
        The column over its whole, by area.
    found
        Gets a warning where all values are at most 100 and have decimals, as percentages do, and
        one where a share is above 1 beyond SCB's noise.
    """
    if component.per in AS_IT_STANDS:
        return
    values = areas[component.column].astype(float)
    known = values.dropna()
    short = (known - known.round(_DECIMALS)).abs() < _HAIR
    as_percent = (known.between(0, _PERCENT) & short).all() and (known != known.round()).any()
    if as_percent and len(known) >= _FEWEST:
        most = float(known.max())
        found.add("GA-P410", value=component.column, per=component.per, most=most)
    over = values - values / share.where(share > 0)
    above = share.index[(share > 1 + _NOISE_SHARE) & (over > _NOISE_COUNT)]
    if len(above):
        found.add("GA-P411", value=component.column, per=component.per, n=len(above), area=above[0])
