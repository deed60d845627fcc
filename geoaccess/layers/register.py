"""The register of GSA and KSA, matched to the study's units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.errors import InputError

if TYPE_CHECKING:
    import geopandas as gpd

    from geoaccess.errors import NoticeList
    from geoaccess.sources import SourceTable

__all__ = ["build_register"]


def build_register(
    register: SourceTable | None,
    units: gpd.GeoDataFrame,
    sites: gpd.GeoDataFrame,
    found: NoticeList,
) -> pd.DataFrame | None:
    """Register rows by unit; a unit may be named by its id or, for a kommun, its code.

    Raises
    ------
    InputError
        If a row names a unit that the study does not have, or ends before it begins.
    """
    if register is None:
        return None
    file = register.provenance.path
    known = dict(zip(units.index, units.index, strict=True))
    kommuner = units.loc[units["kind"] == "kommun", "kommun_code"]
    known |= {code: unit for unit, code in kommuner.items()}
    frame = register.frame
    for i in frame.index[~frame["unit_id"].isin(known)]:
        row, value = int(register.lines[i]), frame["unit_id"][i]
        found.add("GA-L040", file=file, row=row, column="unit_id", value=value)
    _refuse_days_turned_round(register, found)
    InputError.refuse(found)
    frame = frame.assign(unit_id=frame["unit_id"].map(known))
    if "gsa_site_id" in frame:
        for site, row in zip(frame["gsa_site_id"], register.lines, strict=True):
            if isinstance(site, str) and site not in sites.index:
                found.add("GA-L041", file=file, row=int(row), column="gsa_site_id", value=site)
    return frame.set_index("unit_id").sort_index()


def _refuse_days_turned_round(register: SourceTable, found: NoticeList) -> None:
    """A row that is in force on no day would silently be nobody's."""
    frame = register.frame
    if not {"valid_from", "valid_to"} <= set(frame):
        return
    first, last = (pd.to_datetime(frame[name]) for name in ("valid_from", "valid_to"))
    for i in frame.index[last < first]:
        found.add(
            "GA-L512",
            file=register.provenance.path,
            row=int(register.lines[i]),
            column="valid_to",
            value=last[i].date().isoformat(),
            first=first[i].date().isoformat(),
        )
