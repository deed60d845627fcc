"""GA-S: street files, and what a mode of travel finds in the streets."""

from __future__ import annotations

import dataclasses

import networkx as nx
import osmnx
from pairs import Pair, borrowed

from geoaccess.sources.streets import read_streets
from geoaccess.travel import Network, street_notices

OSM = borrowed("sources/test_streets_osm.py")
GRAPH = borrowed("sources/test_streets_graphml.py")
DRAWN = borrowed("travel/conftest.py")
NAME = "streets.osm"
TEXT = OSM.osm_xml()
MIDDLE = (500_000.0, 6_651_411.0)


def streets(content, keep=None):
    """A fixture: a street file of this content; None is no file."""

    def read(folder):
        path = folder / NAME
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_streets(path, "EPSG:3006", keep=keep).notices

    return read


def around(metres, x=MIDDLE[0]):
    """A study this far to each side of a place."""
    return (x - metres, MIDDLE[1] - metres, x + metres, MIDDLE[1] + metres)


def history(folder):
    raw = OSM.as_pbf(folder / "a.osh.pbf", TEXT, "osh.pbf").read_bytes()
    return streets(raw)(folder)


def graph(harm=lambda _: None):
    """A fixture: a graph as OSMnx makes and saves them, harmed."""

    def read(folder):
        made = GRAPH.a_graph()
        harm(made)
        osmnx.save_graphml(made, folder / NAME)
        return read_streets(folder / NAME, "EPSG:3006").notices

    return read


def long_graph(*, one_way):
    def read(folder):
        made = nx.MultiDiGraph(crs="EPSG:3006")
        for number in range(600):
            made.add_node(number, x=500_000.0 + number, y=6_600_000.0)
            if number:
                made.add_edge(
                    number - 1, number, osmid=number, highway="residential", oneway=one_way
                )
        osmnx.save_graphml(made, folder / NAME)
        return read_streets(folder / NAME, "EPSG:3006").notices

    return read


def drawn(drawing, mode="walk", ways=None, **tags):
    """A fixture: a network drawn as letters, with tags on its way from B to C or on others."""

    def notices(_):
        given = ways or ({"BC": tags} if tags else None)
        town = DRAWN.draw_network(drawing, ways=given)
        return street_notices(town.network, DRAWN.metre_a_second(mode))

    return notices


def no_length(_):
    town = DRAWN.draw_network("A--B--C")
    x = town.streets.node_x.copy()
    x[1] = x[0]
    network = Network.build(dataclasses.replace(town.streets, node_x=x))
    return street_notices(network, DRAWN.metre_a_second())


RESTRICTION = (
    '<relation id="1"><member type="way" ref="10" role="from"/>'
    '<tag k="type" v="restriction"/><tag k="restriction" v="no_u_turn"/></relation>'
)
ROUTE = '<relation id="1"><tag k="type" v="route"/></relation>'
LACKING = {number: spot for number, spot in OSM.NODES.items() if number != 3}
HOUSE = {1: ([1, 2], {"building": "yes"})}
# A ferry that goes north-east, and the study below it.
SLOPING = OSM.osm_xml(nodes=OSM.NODES | {4: (15.01, 60.005)})
CORNER = (500_000.0, 6_651_411.0, 500_500.0, 6_651_900.0)
GOOD = streets(TEXT)
SEA = "A-a-B~~~~~C-b-D"
LINE = "A--B--C--D"

PAIRS = [
    Pair("GA-S001", streets(b" \n"), GOOD, NAME),
    Pair("GA-S002", streets("<!DOCTYPE html><html><body>Logga in</body></html>"), GOOD, NAME),
    Pair("GA-S003", streets("id;lat;lon\n1;59;18\n"), GOOD, NAME),
    Pair("GA-S004", streets(TEXT[:-40]), GOOD, NAME),
    Pair("GA-S005", streets(OSM.osm_xml(ways={})), GOOD, NAME),
    Pair("GA-S006", streets(OSM.osm_xml(ways=HOUSE)), GOOD, NAME),
    Pair("GA-S007", streets(TEXT, around(500, 600_000)), streets(TEXT, around(500)), NAME),
    Pair(
        "GA-S008",
        streets(TEXT.replace("<osm ", '<!DOCTYPE osm [<!ENTITY a "b">]><osm ')),
        streets(TEXT.replace("<osm ", "<!-- DOCTYPE --><osm ")),
        NAME,
    ),
    Pair(
        "GA-S009",
        streets(OSM.osm_xml(extra="<remark>runtime error: timeout</remark>")),
        streets(OSM.osm_xml(extra="<!-- remark -->")),
        NAME,
    ),
    Pair("GA-S010", streets(OSM.osm_xml(nodes=LACKING)), GOOD, NAME),
    Pair(
        "GA-S011", streets(OSM.osm_xml(extra=RESTRICTION)), streets(OSM.osm_xml(extra=ROUTE)), NAME
    ),
    Pair("GA-S012", streets(TEXT, around(90_000)), streets(SLOPING, CORNER), NAME),
    Pair("GA-S013", history, GOOD, NAME),
    Pair("GA-S014", graph(lambda made: made.nodes[1].pop("x")), graph(), NAME),
    Pair("GA-S015", long_graph(one_way=False), long_graph(one_way=True), NAME),
    Pair("GA-S016", streets(None), GOOD, NAME),
    Pair("GA-S017", streets(OSM.osm_xml(nodes={})), GOOD, NAME),
    Pair("GA-S020", drawn(LINE, "car", maxspeed="snabbt"), drawn(LINE, "car", maxspeed="50")),
    Pair("GA-S021", drawn(LINE, "car", maxspeed="200"), drawn(LINE, "car", maxspeed="110")),
    Pair("GA-S022", no_length, drawn("A--B--C")),
    Pair("GA-S023", drawn(SEA), drawn(SEA, duration="00:10")),
    Pair(
        "GA-S024",
        drawn(SEA, "car", duration="00:10", motor_vehicle="no", foot="yes"),
        drawn(SEA, "car", duration="00:10", motor_vehicle="yes"),
    ),
    Pair("GA-S025", drawn(SEA, duration="00:10"), drawn(LINE)),
    Pair("GA-S026", drawn("A------B C-D"), drawn("A------B-C-D")),
    Pair("GA-S027", drawn("A------B C---D"), drawn("A------B-C---D")),
    Pair(
        "GA-S028",
        drawn("A--B", "car", {"AB": {"highway": "footway"}}),
        drawn("A--B", "walk", {"AB": {"highway": "footway"}}),
    ),
]
