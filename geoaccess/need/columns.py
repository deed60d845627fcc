"""Which columns a need recipe uses, and whether the statistics give them."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from geoaccess.errors import InputError, NoticeList

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["require_columns"]


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
