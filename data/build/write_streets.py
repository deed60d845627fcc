"""How the streets are written: an OpenStreetMap extract in PBF."""

from __future__ import annotations

from typing import TYPE_CHECKING

import osmium
from osmium.osm import mutable
from pyproj import Transformer

from data.build.geography import to_metres

if TYPE_CHECKING:
    from pathlib import Path

    from data.build.network import Network

# Far above the numbers in use, so that nothing here is taken for a real object.
FIRST_ID = 990_000_000_000
# West, south, east, north of where the file holds all streets there are: beyond the made-up
# region is nothing but made-up sea, as far as anybody travels in two hours.
AROUND = (15.0, 57.0, 20.5, 59.6)


def write_streets(folder: Path, network: Network) -> None:
    """Write nodes, ways and turn restrictions in the order the format asks for."""
    path = folder / "gator.osm.pbf"
    path.unlink(missing_ok=True)
    to_degrees = Transformer.from_crs("EPSG:3006", "EPSG:4326", always_xy=True)
    lons, lats = to_degrees.transform(*to_metres(network.points()).T)
    header = osmium.io.Header()
    header.set("generator", "Exempellän, syntetiska data")
    header.add_box(osmium.osm.Box(*AROUND))
    with osmium.SimpleWriter(str(path), header=header) as writer:
        for number, place in enumerate(zip(lons, lats, strict=True)):
            tags = network.node_tags.get(number, {})
            node = mutable.Node(id=FIRST_ID + number, version=1, location=place, tags=tags)
            writer.add_node(node)
        for number, (nodes, tags) in enumerate(network.ways):
            refs = [FIRST_ID + node for node in nodes]
            writer.add_way(mutable.Way(id=FIRST_ID + number, version=1, nodes=refs, tags=tags))
        for number, (kind, start, via, end) in enumerate(network.restrictions):
            members = [
                ("w", FIRST_ID + start, "from"),
                ("n", FIRST_ID + via, "via"),
                ("w", FIRST_ID + end, "to"),
            ]
            tags = {"type": "restriction", "restriction": kind}
            writer.add_relation(
                mutable.Relation(id=FIRST_ID + number, version=1, members=members, tags=tags)
            )
