"""The ground within so many minutes of the nearest vårdcentral: a picture apart from the areas'."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import geopandas as gpd

from geoaccess.cartography import shapes
from geoaccess.cartography.palette import NO_VALUE, TIME
from geoaccess.messages import N_
from geoaccess.result.time_classes import TIME_LABELS, TIME_LIMITS, classify

if TYPE_CHECKING:
    from geoaccess.cartography.shapes import Rings
    from geoaccess.messages import Translator
    from geoaccess.result.published import Published

__all__ = ["ground_of", "ground_shapes"]

_LABEL = N_("Travel time, square by square")
_ELSE = N_("longer, or not known")
_MEANING = N_(
    "To the nearest vårdcentral, by the way of travel that decides there: squares of 250 m, each "
    "with the time of the home in it or the nearest one. Where nothing is drawn no homes are near."
)
# Eleven metres: as fine as one sees of squares of 250.
_STEPS_PER_DEGREE = 10_000


def ground_of(published: Published, t: Translator) -> dict[str, Any] | None:
    """What the page says of the ground, in the classes and colours of travel time.

    None where a run tells of no ground.
    """
    shown = _shown(published)["minutes"].astype(float)
    if shown.empty:
        return None
    return {
        "label": t(_LABEL),
        "meaning": t(_MEANING),
        "classes": [_class(minutes, t) for minutes in shown],
        "steps": _STEPS_PER_DEGREE,
    }


def ground_shapes(published: Published) -> list[Rings]:
    """All the ground up to the end of each class: one lies within the next."""
    shown = gpd.GeoSeries(_shown(published).geometry)
    return [] if shown.empty else shapes.encode(shown, steps_per_degree=_STEPS_PER_DEGREE)


def _shown(published: Published) -> gpd.GeoDataFrame:
    """Rows of the classes of travel time, and the one of all ground: what is left is its class."""
    told = published.reach
    return told.loc[told["minutes"].isna() | told["minutes"].isin(TIME_LIMITS)]


def _class(minutes: float, t: Translator) -> dict[str, Any]:
    if math.isnan(minutes):
        return {"label": t(_ELSE), "fill": asdict(NO_VALUE["not_assessable"])}
    place = classify(minutes)
    return {"label": t(TIME_LABELS[place]), "fill": asdict(TIME[place])}
