"""GA-S57x: rules of the road that hold on a condition."""

from __future__ import annotations

from of_streets import GOOD, NAME, OSM, streets
from pairs import Pair

NIGHTS = "no @ (22:00-06:00)"
AT_NIGHT = OSM.WAYS | {10: (OSM.WAYS[10][0], OSM.WAYS[10][1] | {"access:conditional": NIGHTS})}

PAIRS = [Pair("GA-S570", streets(OSM.osm_xml(ways=AT_NIGHT)), GOOD, NAME)]
