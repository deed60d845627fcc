"""The ground within so many minutes of the nearest vårdcentral: a picture apart from the areas'."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import geopandas as gpd

from geoaccess.cartography import shapes
from geoaccess.cartography.palette import NO_VALUE, TIME
from geoaccess.messages import N_
from geoaccess.result.time_classes import TIME_LABELS, TIME_LIMITS

if TYPE_CHECKING:
    from geoaccess.messages import Translator
    from geoaccess.result.published import Published

__all__ = ["ground_of"]

_LABEL = N_("Travel time, square by square")
_ELSE = N_("longer, or not known")
_MEANING = N_(
    "To the nearest vårdcentral, by the way of travel that decides there: squares of 250 m, each "
    "with the time of the home in it or the nearest one. Where nothing is drawn no homes are near."
)
_ELSE_FILL = NO_VALUE["not_assessable"]
# Eleven metres: as fine as one sees of squares of 250.
_STEPS_PER_DEGREE = 10_000


def ground_of(published: Published, t: Translator) -> dict[str, Any] | None:
    """What the page draws when a reader asks for it, in the classes and colours of travel time.

    A shape is all the ground up to the end of its class and lies within the next one's, so that
    the page draws the last one first. None where a run tells of no ground.
    """
    told = published.reach.set_index("minutes").geometry
    classes = [(n, float(limit)) for n, limit in enumerate(TIME_LIMITS) if limit in told.index]
    if not classes:
        return None
    shown = [{"label": t(TIME_LABELS[n]), "fill": asdict(TIME[n])} for n, _ in classes]
    drawn = [told[limit] for _, limit in classes]
    for everywhere in told[told.index.isna()]:
        shown.append({"label": t(_ELSE), "fill": asdict(_ELSE_FILL)})
        drawn.append(everywhere)
    return {
        "label": t(_LABEL),
        "meaning": t(_MEANING),
        "classes": shown,
        "steps": _STEPS_PER_DEGREE,
        "shapes": shapes.encode(
            gpd.GeoSeries(drawn, crs=told.crs), steps_per_degree=_STEPS_PER_DEGREE
        ),
    }
