"""GDAL with the one driver that reads other files than the one it is given switched off.

A virtual file (VRT) can name any file or address as its content. `GDAL_SKIP` counts only if it is
set before GDAL is loaded, so everything in this package takes pyogrio from here; the check of a
file's first bytes (`geoaccess.sources.content`) holds in any case.
"""

from __future__ import annotations

import os

os.environ.setdefault("GDAL_SKIP", "OGR_VRT")

import pyogrio

__all__ = ["pyogrio"]
