"""Ground is drawn around homes, so it is shown only where everyone may know where those are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.result.ground import GROUND, no_ground
from geoaccess.sources.provenance import homes_are_open

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from geoaccess.result.private import Result

__all__ = ["ground"]


def ground(result: Result) -> Mapping[str, gpd.GeoDataFrame]:
    """The tables of ground, or empty ones.

    They follow from where homes are and from the ways to the sites, never from how many live
    there: where all inputs that tell where homes are may be shown, anyone could draw them. Where
    one may not, an outline would show where a lone household lives, and an area that lies on one
    side of it how many of its people do: a hidden number beside it could be worked out.
    """
    if homes_are_open(result.provenance):
        return {name: getattr(result, name) for name in GROUND}
    return {name: no_ground(name, result.areas.crs) for name in GROUND}
