"""The tables of ground as a run shows them: what is reached in how many minutes, and from where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import N_
from geoaccess.result.indicators import Indicator

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    from pyproj import CRS

__all__ = ["CATCHMENT_COLUMNS", "GROUND", "REACH_COLUMNS", "SITE_REACH_COLUMNS", "no_ground"]

REACH_COLUMNS = (
    Indicator(
        "minutes",
        "minutes",
        N_("Within minutes"),
        N_(
            "From this ground the nearest vårdcentral is reached in at most so many minutes, by "
            "the way of travel that decides there. Squares of 250 m, each with the time of the "
            "home in it or the nearest one up to 750 m away. Empty: all ground with homes near, "
            "however long the way."
        ),
    ),
)

SITE_REACH_COLUMNS = (
    Indicator("site_id", "text", N_("Site id"), N_("The site's id.")),
    Indicator("name", "text", N_("Site"), N_("Name.")),
    Indicator("mode", "status", N_("Way of travel"), N_("A way of travel that decides somewhere.")),
    Indicator(
        "minutes",
        "minutes",
        N_("Within minutes"),
        N_(
            "From this ground the site is reached in at most so many minutes. No row where that "
            "is so from nowhere."
        ),
    ),
)

CATCHMENT_COLUMNS = (
    Indicator(
        "site_id",
        "text",
        N_("Site id"),
        N_(
            "The vårdcentral that is the nearest from this ground, by the way of travel that "
            "decides there."
        ),
    ),
    Indicator("name", "text", N_("Site"), N_("Name.")),
)

GROUND: Mapping[str, tuple[Indicator, ...]] = {
    "reach": REACH_COLUMNS,
    "site_reach": SITE_REACH_COLUMNS,
    "catchments": CATCHMENT_COLUMNS,
}
"""Tables of ground and their columns, beside the geometry."""


def no_ground(name: str, crs: CRS | None = None) -> gpd.GeoDataFrame:
    """A table of ground where there is none to show.

    Examples
    --------
    >>> list(no_ground("reach").columns)
    ['minutes', 'geometry']
    """
    import geopandas as gpd  # noqa: PLC0415 -- heavy, and `Published` is made without it

    return gpd.GeoDataFrame(columns=[c.name for c in GROUND[name]], geometry=[], crs=crs)
