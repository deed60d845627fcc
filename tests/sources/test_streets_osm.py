import struct
import zlib

import numpy as np
import osmium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.errors import InputError
from geoaccess.sources.streets import read_streets

# Two streets, a ferry and a bollard near the middle of SWEREF 99 TM.
NODES = {1: (15.0, 60.0), 2: (15.001, 60.0), 3: (15.002, 60.0), 4: (15.01, 60.0)}
WAYS = {
    10: ([1, 2, 3], {"highway": "residential", "name": "Storgatan", "colour": "red"}),
    11: ([3, 4], {"route": "ferry", "duration": "00:10"}),
    12: ([1, 3], {"building": "yes"}),
}
BARRIERS = {2: {"barrier": "bollard", "bicycle": "yes", "material": "steel"}}


def osm_xml(*, nodes=None, ways=None, barriers=None, extra=""):
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6">']
    tags = BARRIERS if barriers is None else barriers
    for number, (lon, lat) in (NODES if nodes is None else nodes).items():
        lines.append(f'<node id="{number}" lon="{lon}" lat="{lat}">')
        lines += _tag_lines(tags.get(number, {}))
        lines.append("</node>")
    for number, (refs, tags_) in (WAYS if ways is None else ways).items():
        lines.append(f'<way id="{number}">')
        lines += [f'<nd ref="{ref}"/>' for ref in refs]
        lines += _tag_lines(tags_)
        lines.append("</way>")
    return "\n".join([*lines, extra, "</osm>"])


def _tag_lines(tags):
    return [f'<tag k="{key}" v="{value}"/>' for key, value in tags.items()]


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def as_pbf(path, xml, kind="pbf"):
    source = write(path.with_suffix(".osm"), xml)
    with osmium.SimpleWriter(osmium.io.File(str(path), kind), overwrite=True) as writer:
        for item in osmium.FileProcessor(str(source)):
            writer.add(item)
    return path


def metres(streets):
    x, y = streets.node_x, streets.node_y
    a, b = streets.segment_from, streets.segment_to
    return np.hypot(x[b] - x[a], y[b] - y[a])


def codes(notices):
    return [notice.code for notice in notices]


def refused(path, **keywords):
    with pytest.raises(InputError) as caught:
        read_streets(path, "EPSG:3006", **keywords)
    return codes(caught.value.notices)


@pytest.mark.parametrize("kind", ["osm", "pbf"])
def test_streets_ferries_and_barriers_are_read_in_metres(tmp_path, kind):
    xml = osm_xml()
    path = write(tmp_path / "a.osm", xml) if kind == "osm" else as_pbf(tmp_path / "a.pbf", xml)

    streets = read_streets(path, "EPSG:3006")

    assert [dict(tags) for tags in streets.way_tags] == [
        {"highway": "residential", "name": "Storgatan"},
        {"route": "ferry", "duration": "00:10"},
    ]
    assert streets.way_ids.tolist() == [10, 11]
    assert streets.segment_way.tolist() == [0, 0, 1]
    assert metres(streets) == pytest.approx([55.8, 55.8, 446.4], rel=0.01)
    assert [dict(tags) for tags in streets.node_barrier.values()] == [
        {"barrier": "bollard", "bicycle": "yes"}
    ]
    assert streets.segment_to[0] in streets.node_barrier
    assert streets.notices == ()
    assert streets.bounds[0] == pytest.approx(500_000, abs=1)


def test_signals_and_signs_are_kept_and_other_nodes_are_not(tmp_path):
    signs = {
        1: {"highway": "traffic_signals", "traffic_signals:direction": "forward", "ref": "7"},
        2: {"highway": "crossing", "crossing": "traffic_signals", "barrier": "cycle_barrier"},
        3: {"highway": "street_lamp"},
        4: {"highway": "crossing", "crossing": "zebra"},
    }
    path = as_pbf(tmp_path / "signs.pbf", osm_xml(barriers=signs))

    streets = read_streets(path, "EPSG:3006")

    start, middle = int(streets.segment_from[0]), int(streets.segment_to[0])
    assert streets.node_sign == {
        start: {"highway": "traffic_signals", "traffic_signals:direction": "forward"},
        middle: {"highway": "crossing", "crossing": "traffic_signals"},
    }
    assert streets.node_barrier == {middle: {"barrier": "cycle_barrier"}}
    # They stay with their nodes when the streets are cut.
    x, y = streets.node_x[middle], streets.node_y[middle]
    cut = read_streets(path, "EPSG:3006", keep=(x - 9, y - 9, x + 9, y + 9))
    assert {cut.node_x[node] for node in cut.node_sign} == {
        streets.node_x[node] for node in (start, middle)
    }


def test_a_files_name_does_not_decide_how_it_is_read(tmp_path):
    pbf = as_pbf(tmp_path / "streets.dat", osm_xml())
    xml = write(tmp_path / "streets.osm.pbf", osm_xml())

    assert len(read_streets(pbf, "EPSG:3006").way_tags) == 2
    assert len(read_streets(xml, "EPSG:3006").way_tags) == 2


def test_turn_restrictions_are_counted(tmp_path):
    relation = (
        '<relation id="1"><member type="way" ref="10" role="from"/>'
        '<tag k="type" v="restriction"/><tag k="restriction" v="no_u_turn"/></relation>'
    )

    streets = read_streets(write(tmp_path / "a.osm", osm_xml(extra=relation)), "EPSG:3006")

    assert codes(streets.notices) == ["GA-S011"]
    assert "incomplete: 1." in streets.notices[0].render("en")


@pytest.mark.parametrize("kind", ["osm", "pbf"])
def test_ways_with_a_rule_on_a_condition_are_counted_and_one_is_named(tmp_path, kind):
    """Of a mode's own keys; not of those nobody here reads, nor of what is no street."""
    said = {
        20: {"highway": "service", "access:conditional": "no @ (22:00-06:00)"},
        21: {"highway": "primary", "maxspeed": "70", "maxspeed:conditional": "50 @ winter"},
        22: {
            "highway": "primary",
            "motor_vehicle:conditional": "no @ Sa",
            "oneway:conditional": "a",
        },
        23: {"highway": "primary", "bicycle:backward:conditional": "yes @ (18:00-06:00)"},
        24: {"route": "ferry", "motor_vehicle:conditional": "no @ winter"},
        25: {"highway": "primary", "parking:both:conditional": "no @ Mo"},
        26: {"highway": "primary", "maxspeed:hgv:conditional": "50 @ wet"},
        27: {"building": "yes", "access:conditional": "no @ Su"},
    }
    xml = osm_xml(ways=WAYS | {number: ([1, 2], tags) for number, tags in said.items()})
    path = write(tmp_path / "a.osm", xml) if kind == "osm" else as_pbf(tmp_path / "a.pbf", xml)

    streets = read_streets(path, "EPSG:3006")

    (told,) = streets.notices
    assert (told.code, told.places["n"], told.places["example"]) == ("GA-S570", 5, "20")
    assert not any(key.endswith(":conditional") for tags in streets.way_tags for key in tags)
    assert dict(streets.way_tags[3]) == {"highway": "primary", "maxspeed": "70"}


def test_stretches_whose_places_are_not_in_the_file_are_left_out_and_counted(tmp_path):
    nodes = {number: spot for number, spot in NODES.items() if number != 3}

    streets = read_streets(write(tmp_path / "a.osm", osm_xml(nodes=nodes)), "EPSG:3006")

    assert len(streets.segment_way) == 1
    assert [dict(t)["highway"] for t in streets.way_tags] == ["residential"]
    assert "lacks: 1, on ways: 2." in streets.notices[0].render("en")
    assert codes(streets.notices) == ["GA-S010"]


def test_a_file_without_any_of_the_places_is_refused(tmp_path):
    assert refused(write(tmp_path / "a.osm", osm_xml(nodes={}))) == ["GA-S017"]


def test_deleted_ways_are_not_there(tmp_path):
    xml = osm_xml().replace('<way id="11">', '<way id="11" visible="false" version="2">')

    assert read_streets(write(tmp_path / "a.osm", xml), "EPSG:3006").way_ids.tolist() == [10]


def test_ways_that_are_no_streets_are_refused(tmp_path):
    xml = osm_xml(ways={1: ([1, 2], {"building": "yes"})})

    assert refused(write(tmp_path / "a.osm", xml)) == ["GA-S006"]


@pytest.mark.parametrize("kind", ["osm", "pbf"])
def test_places_without_ways_are_refused_as_cut_off(tmp_path, kind):
    xml = osm_xml(ways={})
    path = write(tmp_path / "a.osm", xml) if kind == "osm" else as_pbf(tmp_path / "a.pbf", xml)

    assert refused(path) == ["GA-S005"]


def test_a_pbf_cut_at_a_block_or_within_one_is_refused(tmp_path):
    whole = as_pbf(tmp_path / "whole.pbf", osm_xml()).read_bytes()
    blocks = [*_block_ends(whole)]
    assert len(blocks) >= 3

    for size in range(1, len(whole)):
        path = tmp_path / "cut.pbf"
        path.write_bytes(whole[:size])
        expected = {"GA-S004", "GA-S005", "GA-S003", "GA-S001"}
        assert set(refused(path)) <= expected, size
    (tmp_path / "nodes.pbf").write_bytes(whole[: blocks[1]])
    assert refused(tmp_path / "nodes.pbf") == ["GA-S005"]


def _block_ends(pbf):
    at = 0
    while at < len(pbf):
        (header,) = struct.unpack(">I", pbf[at : at + 4])
        text = pbf[at + 4 : at + 4 + header]
        size = _varint(text, text.rindex(b"\x18") + 1)
        at += 4 + header + size
        yield at


def _varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        if data[at] < 128:
            return value
        at, shift = at + 1, shift + 7


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "GA-S001"),
        (b" \n\x00\n", "GA-S001"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "GA-S002"),
        (b"\xef\xbb\xbf  <html><head></head></html>", "GA-S002"),
        (b"<!-- cached --><HTML></HTML>", "GA-S002"),
        (b"id;lat;lon\n1;59;18\n", "GA-S003"),
        (b"PK\x03\x04....", "GA-S003"),
        (b"\x1f\x8b\x08....", "GA-S003"),
        (b"SQLite format 3\x00", "GA-S003"),
        (b"\x80\x04\x95", "GA-S003"),
        (b'{"elements": []}', "GA-S003"),
        (b"<gpx></gpx>", "GA-S003"),
        (b"<osmChange version='0.6'></osmChange>", "GA-S013"),
        (b"<osm version='0.6'><node id='1' lat='1' lon='1'/>", "GA-S004"),
        (b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x10garbage", "GA-S004"),
    ],
)
def test_what_is_no_street_file_is_named_for_what_it_is(tmp_path, content, code):
    path = tmp_path / "streets.osm.pbf"
    path.write_bytes(content)

    assert refused(path) == [code]


def test_a_history_file_is_not_the_streets_of_one_day(tmp_path):
    assert refused(as_pbf(tmp_path / "a.osh.pbf", osm_xml(), "osh.pbf")) == ["GA-S013"]


def test_a_file_that_is_not_there_is_an_input_error(tmp_path):
    assert refused(tmp_path / "none.pbf") == ["GA-S016"]
    assert refused(tmp_path) == ["GA-S016"]


def test_an_answer_its_server_broke_off_is_refused_with_what_it_said(tmp_path):
    for extra in ("<remark>runtime error: timeout after 180 s</remark>", ""):
        xml = osm_xml(extra=extra)
        if not extra:
            xml = xml.replace('<osm version="0.6">', '<osm version="0.6"><remark>out</remark>')
        assert refused(write(tmp_path / "a.osm", xml)) == ["GA-S009"]


ENTITIES = (
    '<!DOCTYPE osm [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
)


@pytest.mark.parametrize("filler", ["", "<!-- " + "x" * 20_000 + " -->"])
def test_entities_are_never_expanded_wherever_they_are_declared(tmp_path, filler):
    xml = osm_xml().replace("<osm ", f"{filler}{ENTITIES}<osm ").replace("Storgatan", "&f;&b;")

    assert refused(write(tmp_path / "a.osm", xml))[0] in {"GA-S003", "GA-S008"}


def test_streets_outside_the_study_are_left_out_and_streets_elsewhere_refused(tmp_path):
    ways = {
        1: ([1, 2], {"highway": "residential"}),
        2: ([3, 4], {"highway": "service"}),
    }
    path = write(tmp_path / "a.osm", osm_xml(ways=ways))
    y = read_streets(path, "EPSG:3006").bounds[1]

    near = read_streets(path, "EPSG:3006", keep=(500_010.0, y - 1, 500_020.0, y + 1))
    assert near.way_ids.tolist() == [1]
    assert len(near.node_x) == 2

    assert refused(path, keep=(600_000.0, y, 700_000.0, y + 9)) == ["GA-S007"]


def test_streets_of_a_corner_of_the_study_are_warned_of(tmp_path):
    path = write(tmp_path / "a.osm", osm_xml())
    _, y, _, _ = read_streets(path, "EPSG:3006").bounds

    streets = read_streets(path, "EPSG:3006", keep=(400_000.0, y - 9e4, 600_000.0, y + 9e4))

    assert codes(streets.notices) == ["GA-S012"]


@pytest.mark.parametrize(("east", "north"), [(0, 1), (1, 0), (1, 1)])
def test_streets_beside_the_study_are_refused_though_trips_may_go_there(tmp_path, east, north):
    path = write(tmp_path / "a.osm", osm_xml())
    _, y, _, _ = read_streets(path, "EPSG:3006").bounds
    x, y = 500_000.0 - 9_000 * east, y - 9_000 * north
    region = (x - 5_000, y - 5_000, x + 5_000, y + 5_000)
    around = (x - 35_000, y - 35_000, x + 35_000, y + 35_000)

    assert refused(path, keep=region, around=around) == ["GA-S007"]


def test_streets_cannot_be_changed_by_whoever_uses_them(tmp_path):
    streets = read_streets(write(tmp_path / "a.osm", osm_xml()), "EPSG:3006")

    with pytest.raises(ValueError, match="read-only"):
        streets.node_x[0] = 0.0


@given(seed=st.integers(0, 2**32 - 1), kind=st.sampled_from(["pbf", "osm"]))
def test_a_file_with_wrong_bytes_is_read_or_refused_but_never_breaks(tmp_path_factory, seed, kind):
    rng = np.random.default_rng(seed)
    folder = tmp_path_factory.mktemp("fuzz")
    whole = osm_xml() if kind == "osm" else as_pbf(folder / "a.pbf", osm_xml()).read_bytes()
    harmed = bytearray(whole.encode() if isinstance(whole, str) else whole)
    for at in rng.integers(0, len(harmed), rng.integers(1, 6)):
        harmed[at] = rng.integers(256)
    (folder / "harmed").write_bytes(harmed)

    try:
        streets = read_streets(folder / "harmed", "EPSG:3006")
    except InputError:
        return
    assert np.isfinite(metres(streets)).all()


def test_sixteen_thousand_nodes_are_read_whole(tmp_path):
    side = 126
    nodes = {
        row * side + column + 1: (15 + column * 1e-3, 60 + row * 1e-3)
        for row in range(side)
        for column in range(side)
    }
    ways = {
        row + 1: (
            [row * side + column + 1 for column in range(side)],
            {"highway": "residential", "name": f"Gata {row}"},
        )
        for row in range(side)
    }
    path = as_pbf(tmp_path / "grid.pbf", osm_xml(nodes=nodes, ways=ways))

    streets = read_streets(path, "EPSG:3006")

    assert len(streets.node_x) == side * side
    assert len(streets.segment_way) == side * (side - 1)
    assert zlib.crc32(streets.segment_from.tobytes())
