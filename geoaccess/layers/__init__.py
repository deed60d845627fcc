"""Areas, units, population points and sites: one CRS, one key each, totals that agree."""

from __future__ import annotations

from geoaccess.layers.build import Layers, build_layers
from geoaccess.layers.sites import is_vardcentral, own_vardcentraler

__all__ = ["Layers", "build_layers", "is_vardcentral", "own_vardcentraler"]
