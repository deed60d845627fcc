"""Streets as their publishers give them: OpenStreetMap extracts, and OSMnx graphs.

Reading says nothing about who may use a street or how fast: `geoaccess.travel` does.
"""

from __future__ import annotations

from geoaccess.sources.streets.extent import extent_of_trips
from geoaccess.sources.streets.model import Bounds, Streets, Turn
from geoaccess.sources.streets.osmnx_graph import from_osmnx
from geoaccess.sources.streets.read import read_streets

__all__ = ["Bounds", "Streets", "Turn", "extent_of_trips", "from_osmnx", "read_streets"]
