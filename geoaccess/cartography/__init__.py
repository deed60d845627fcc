"""`Published` -> one self-contained map page: `write_map` and `render_map`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geoaccess.cartography.page import render_map, write_map

__all__ = ["render_map", "write_map"]


def __getattr__(name: str) -> object:
    """Load the page's machinery (Folium, GeoPandas) only when a map is made."""
    if name in __all__:
        return getattr(import_module("geoaccess.cartography.page"), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
