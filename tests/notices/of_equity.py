"""GA-E001–E013: measures of inequality and clusters, and what they cannot be taken of."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
from pairs import Pair
from shapely import box

from geoaccess.access import (
    Resampling,
    bounded_concentration,
    concentration_index,
    gini,
    moran,
    neighbours,
    theil_l,
)

INF = float("inf")


def measured(measure, value, people=(5, 5), ids="ab", **choices):
    """A fixture: a measure of the areas a and b, and their people."""

    def take(_):
        given = [pd.Series(value, list("ab")), pd.Series(people, list(ids), dtype=float)]
        measure(*given, **choices)
        return ()

    return take


def by_need(measure, value, units=("u", "v"), **choices):
    """A fixture: a measure of two areas by need."""

    def take(_):
        value_by, need, people, unit = (
            pd.Series(column, ["a", "b"]) for column in (value, [1, 2], [5, 5], units)
        )
        measure(value_by, need, people, unit=unit, **choices)
        return ()

    return take


def beside(values, ids="abcd", crs=3006):
    """A fixture: Moran's index of areas along a road."""

    def take(_):
        shapes = [box(x, 0, x + 1, 1) for x in range(len(values))]
        road = neighbours(gpd.GeoSeries(shapes, index=list(ids)[: len(values)], crs=crs))
        moran(pd.Series(values, road.ids, dtype=float), road, seed=1, permutations=9)
        return ()

    return take


WAGSTAFF = {"kind": "wagstaff"}
WHOLE = Resampling(draw="units", seed=1, draws=9)
GOOD = measured(gini, [1.0, 2.0])
ROAD = beside([1, 2, 4, 8])

PAIRS = [
    Pair("GA-E001", measured(gini, [1.0, 2.0], ids="ac"), GOOD, column="people"),
    Pair("GA-E002", measured(gini, [1.0, 2.0], people=(5, -1)), GOOD),
    Pair("GA-E003", measured(gini, [1.0, INF]), measured(gini, [1.0, INF], people=(5, 0))),
    Pair("GA-E004", measured(gini, [1.0, -2.0]), GOOD),
    Pair("GA-E005", measured(theil_l, [1.0, 0.0]), measured(theil_l, [1.0, 0.1])),
    Pair("GA-E006", measured(gini, [1.0, 2.0], people=(0, 0)), GOOD),
    Pair(
        "GA-E007",
        by_need(bounded_concentration, [0.5, 1.1], **WAGSTAFF),
        by_need(bounded_concentration, [0.5, 1.0], **WAGSTAFF),
    ),
    Pair(
        "GA-E008",
        by_need(bounded_concentration, [1.0, 1.0], **WAGSTAFF),
        by_need(bounded_concentration, [1.0, 1.0], kind="erreygers"),
        value="1",
    ),
    Pair(
        "GA-E009",
        by_need(concentration_index, [1.0, 2.0], units=("u", "u"), resampling=WHOLE),
        by_need(concentration_index, [1.0, 2.0], resampling=WHOLE),
    ),
    Pair("GA-E010", beside([1, 2, 4]), ROAD),
    Pair("GA-E011", beside([1, 2, None, 8]), ROAD, column="value"),
    Pair("GA-E012", beside([3, 3, 3, 3]), ROAD, column="value"),
    Pair("GA-E013", beside([1, 2, 4, 8], crs=4326), ROAD),
]
