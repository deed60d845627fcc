"""Which columns a need recipe uses, whether the statistics give them, and whether they can be."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from geoaccess.errors import InputError, NoticeList
from geoaccess.messages.counts import COUNT_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["refuse_parts_above_wholes", "require_columns"]

# SCB moves counts by a few (cell key method), so a part may top its whole by that much.
_NOISE_SHARE, _NOISE_COUNT = 0.02, 10


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
