"""Types of areas 1-5 (områdestyper): read from a table, or by an index' distance from its mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.errors import InputError, NoticeList

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["area_types", "check_area_types"]

_TYPES = (1, 2, 3, 4, 5)
# Standard deviations from the mean at which types 1-4 begin; below the last is type 5.
_LIMITS = (2.0, 1.0, 0.0, -1.0)


def area_types(
    index: pd.Series, *, mean: float | None = None, spread: float | None = None
) -> pd.Series:
    """Type of each area: 1 has the largest challenges, 5 the best conditions.

    Parameters
    ----------
    index
        Socio-economic index by area; missing where not known.
    mean, spread
        The country's mean and standard deviation of the index; without them the given areas'
        own, each area counting alike.

    Returns
    -------
    Series
        1.0-5.0; missing where the index is. All areas are of type 3 where they are all the same.

    Examples
    --------
    >>> area_types(pd.Series([0.5, 0.31, 0.25, 0.19, 0.1]), mean=0.2, spread=0.05).tolist()
    [1.0, 1.0, 2.0, 4.0, 5.0]
    """
    known = index.dropna().to_numpy(float)
    centre = float(known.mean()) if mean is None and len(known) else mean
    width = float(known.std()) if spread is None and len(known) else spread
    if centre is None or width is None:
        return pd.Series(np.nan, index=index.index, name="area_type")
    values: NDArray[np.float64] = index.to_numpy(float)
    # Rounding alone must not put an area that lies on a limit below it.
    hair = 1e-12 * max(abs(centre), width, 1e-300)
    begun = [values >= centre + limit * width - hair for limit in _LIMITS]
    found = 5.0 - np.sum(begun, axis=0)
    if width <= hair:
        found = np.where(np.abs(values - centre) <= hair, 3.0, found)
    return pd.Series(np.where(np.isnan(values), np.nan, found), index=index.index, name="area_type")


def check_area_types(types: pd.Series) -> None:
    """Refuse types that are not 1-5.

    Raises
    ------
    InputError
        With each area that has another.
    """
    found = NoticeList()
    values = types.dropna().astype(float)
    for area, value in values[~values.isin(_TYPES)].items():
        found.add("GA-P057", area=area, column=str(types.name), value=f"{value:g}", allowed="1-5")
    InputError.refuse(found)
