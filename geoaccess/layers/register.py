"""The register of GSA and KSA, matched to the study's units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.errors import InputError

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

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
        If a row names a unit that the study does not have.
    """
    if register is None:
        return None
    file = register.provenance.path
    known = dict(zip(units.index, units.index, strict=True))
    kommuner = units.loc[units["kind"] == "kommun", "kommun_code"]
    known |= {code: unit for unit, code in kommuner.items()}
    frame = register.frame
    strange = frame.index[~frame["unit_id"].isin(known)]
    if len(strange):
        faults = [(int(register.lines[i]), frame["unit_id"][i]) for i in strange]
        for row, value in faults:
            found.add("GA-L040", file=file, row=row, column="unit_id", value=value)
        InputError.refuse(found)
    frame = frame.assign(unit_id=frame["unit_id"].map(known))
    if "gsa_site_id" in frame:
        for site, row in zip(frame["gsa_site_id"], register.lines, strict=True):
            if isinstance(site, str) and site not in sites.index:
                found.add("GA-L041", file=file, row=int(row), column="gsa_site_id", value=site)
    return frame.set_index("unit_id").sort_index()
