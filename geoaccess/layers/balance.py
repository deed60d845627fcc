"""Do the totals agree: people by areas, by points, by units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.tables import GROUPS

if TYPE_CHECKING:
    from geoaccess.errors import NoticeList

__all__ = ["balance_of"]

# Sharing people out over points is floating point; half a thousandth of a person is nobody.
_NOBODY = 5e-4


def balance_of(
    areas: pd.DataFrame, points: pd.DataFrame, units: pd.DataFrame, found: NoticeList
) -> pd.DataFrame:
    """Totals of people and age groups by areas, points and units, and their difference.

    Returns
    -------
    DataFrame
        Columns ``what, areas, points, units, difference, unknown``; a row per group of people.
        `unknown` counts the areas whose number is not known and in no total.
    """
    rows = []
    for what in ("people", *(g for g in GROUPS if g in areas.columns)):
        by_area = float(areas[what].sum())
        by_point = float(points[what].sum())
        in_units = points.loc[points["unit_id"].isin(units.index), what]
        by_unit = float(in_units.sum())
        difference = max(abs(by_area - by_point), abs(by_area - by_unit))
        if difference > _NOBODY:
            found.add(
                "GA-L050",
                column=what,
                areas=by_area,
                points=by_point,
                units=by_unit,
            )
        totals = (by_area, round(by_point, 3), round(by_unit, 3), round(difference, 3))
        rows.append((what, *totals, int(areas[what].isna().sum())))
    columns = ["what", "areas", "points", "units", "difference", "unknown"]
    return pd.DataFrame(rows, columns=columns)
