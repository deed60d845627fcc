"""Which need measure a study uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.need.cni import cni_need
from geoaccess.need.columns import require_columns
from geoaccess.need.index import index_need
from geoaccess.tables import CNI_COUNTS

if TYPE_CHECKING:
    import pandas as pd

    from geoaccess.need.measure import Need
    from geoaccess.study import NeedSettings

__all__ = ["measure_need"]


def measure_need(settings: NeedSettings, areas: pd.DataFrame) -> Need:
    """Need of the areas by the study's recipe.

    Parameters
    ----------
    settings
        ``[need]`` of the study.
    areas
        Areas with ``people`` and the columns that the recipe uses.

    Raises
    ------
    ConfigError
        If the recipe is an index without components, is called CNI, or trims wrongly.
    InputError
        If a column the recipe uses is not there; all of them at once.
    """
    if settings.recipe == "cni":
        require_columns(areas, CNI_COUNTS)
        return cni_need(
            areas[list(CNI_COUNTS)],
            areas["people"],
            reference=settings.reference,
            reference_source=settings.reference_source,
        )
    return index_need(areas, settings.components, areas["people"], label=settings.label)
