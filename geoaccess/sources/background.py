"""What the map draws behind the areas: water, roads and places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geoaccess.errors import InputError, telling_beside
from geoaccess.sources.crs import in_study_crs
from geoaccess.sources.mapping import load_text
from geoaccess.sources.provenance import Provenance, provenance_of
from geoaccess.sources.text_table import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.errors import Notice
    from geoaccess.study import Study

__all__ = ["Background", "read_background", "read_background_with_provenance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """Layers by role, where they came from, and what was noticed in them."""

    layers: Mapping[str, gpd.GeoDataFrame] = field(default_factory=dict)
    provenance: Provenance | None = None
    notices: tuple[Notice, ...] = ()


def read_background(study: Study) -> dict[str, gpd.GeoDataFrame]:
    """Layers by role, in the study's coordinate system; empty if the study gives none.

    Returns
    -------
    dict
        For each role the file's attributes as text, under our names where the study maps them
        (``name``) and else under the file's own, and ``geometry``.
        Features without geometry are left out.
    """
    return dict(read_background_with_provenance(study).layers)


def read_background_with_provenance(study: Study) -> Background:
    """Read the layers, say where they came from and what was noticed in them."""
    given = study.inputs.background
    if given is None:
        return Background()
    layers: dict[str, gpd.GeoDataFrame] = {}
    notices: list[Notice] = []
    for role, layer in given.layers.items():
        loaded = load_text(study, given, "background", layer=layer)
        with telling_beside(loaded.found):
            if loaded.text.geometry is None:
                raise InputError.of("GA-G027", file=loaded.file)
            shapes = in_study_crs(loaded, loaded.text.geometry)
        notices += [notice for notice in loaded.found if notice not in notices]
        attributes = pd.DataFrame(loaded.text.cells, columns=list(loaded.text.names), dtype="str")
        attributes = _under_our_names(attributes, given.columns)
        frame = gpd.GeoDataFrame(attributes, geometry=shapes)
        there = frame.geometry.notna() & ~frame.geometry.is_empty
        layers[role] = frame[there].reset_index(drop=True)
    rows = sum(len(layer) for layer in layers.values())
    provenance = provenance_of(study, given, "background", rows=rows, reader="gpkg")
    return Background(layers=layers, provenance=provenance, notices=tuple(notices))


def _under_our_names(attributes: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Mapped columns under our names; a column of the file that has such a name gives way."""
    ours = {clean(theirs): name for name, theirs in columns.items()}
    mapped = {theirs: name for theirs, name in ours.items() if theirs in attributes}
    clashing = [n for n in mapped.values() if n in attributes and n not in mapped]
    return attributes.drop(columns=clashing).rename(columns=mapped)
