"""Areas of responsibility of the study's own, beside the units whose borders they should follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geoaccess.errors import InputError

if TYPE_CHECKING:
    from geoaccess.errors import NoticeList
    from geoaccess.sources import SourceTable

__all__ = ["build_responsibility"]


def build_responsibility(
    given: SourceTable | None, units: gpd.GeoDataFrame, found: NoticeList
) -> pd.DataFrame | None:
    """How much of each unit's own area of responsibility lies in the unit, by land area.

    Parameters
    ----------
    given
        Polygons with ``unit_id``: the unit's id or, for a kommun, its code.
    units
        Indexed by id, in the same coordinate system.

    Returns
    -------
    DataFrame or None
        Indexed by unit, those that have such an area: ``inside``, the share of the area that lies
        in the unit, and ``covers``, the share of the unit that it covers (0-1).

    Raises
    ------
    InputError
        If a row names a unit that the study does not have, or one that an earlier row names.
    """
    if given is None:
        return None
    file = given.provenance.path
    known = dict(zip(units.index, units.index, strict=True))
    kommuner = units.loc[units["kind"] == "kommun", "kommun_code"]
    known |= {code: unit for unit, code in kommuner.items()}
    named = given.frame["unit_id"].map(known)
    again = named.duplicated() & named.notna()
    for code, rows in (("GA-L510", named.isna()), ("GA-L511", again)):
        for i in given.frame.index[rows]:
            value = given.frame["unit_id"][i]
            found.add(code, file=file, row=int(given.lines[i]), column="unit_id", value=value)
    InputError.refuse(found)
    own = gpd.GeoDataFrame(given.frame[["geometry"]]).set_index(pd.Index(named, name="unit_id"))
    unit = gpd.GeoSeries(units.geometry.reindex(own.index))
    shared = own.geometry.intersection(unit, align=False).area
    shares = {"inside": shared / own.area, "covers": shared / unit.area}
    return pd.DataFrame(shares).clip(upper=1.0).sort_index()
