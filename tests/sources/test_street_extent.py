"""How far a file of streets reaches: by its head, or up to its outermost street."""

import numpy as np
import osmium
import pyproj
import pytest
import shapely
from osmium.osm import mutable

from geoaccess.sources.streets import read_streets
from geoaccess.sources.streets.extent import extent_of

CRS = "EPSG:3006"


def an_extract(path, box=None):
    """A street of two nodes, in a file whose head says how far it reaches, or not."""
    header = osmium.io.Header()
    if box is not None:
        header.add_box(osmium.osm.Box(*box))
    with osmium.SimpleWriter(str(path), header=header) as writer:
        for number, place in enumerate([(15.0, 60.0), (15.01, 60.01)], start=1):
            writer.add_node(mutable.Node(id=number, version=1, location=place))
        tags = {"highway": "residential"}
        writer.add_way(mutable.Way(id=1, version=1, nodes=[1, 2], tags=tags))
    return path


def test_without_a_word_of_its_extent_a_file_reaches_to_its_outermost_street(tmp_path):
    streets = read_streets(an_extract(tmp_path / "a.pbf"), CRS)

    assert streets.covered.bounds == streets.bounds


def test_a_file_reaches_as_far_as_its_head_says(tmp_path):
    path = an_extract(tmp_path / "a.pbf", (14.9, 59.9, 15.2, 60.1))
    to_metres = pyproj.Transformer.from_crs("EPSG:4326", CRS, always_xy=True)

    covered = read_streets(path, CRS).covered

    rng = np.random.default_rng(1)
    lon, lat = rng.uniform(14.8, 15.3, 400), rng.uniform(59.8, 60.2, 400)
    inside = (lon > 14.9) & (lon < 15.2) & (lat > 59.9) & (lat < 60.1)
    assert (shapely.contains_xy(covered, *to_metres.transform(lon, lat)) == inside).all()


def test_bounds_of_an_xml_file_are_its_head(tmp_path):
    streets = read_streets(an_extract(tmp_path / "a.osm", (14.9, 59.9, 15.2, 60.1)), CRS)

    assert streets.covered.contains(shapely.box(*streets.bounds).buffer(4000))


def test_streets_that_are_cut_reach_no_farther_than_the_cut(tmp_path):
    path = an_extract(tmp_path / "a.pbf", (14.0, 59.0, 16.0, 61.0))
    _, y, _, _ = read_streets(path, CRS).bounds
    cut = (499_000.0, y - 1000, 501_000.0, y + 1000)

    streets = read_streets(path, CRS, keep=(500_000.0, y, 500_100.0, y + 1), around=cut)

    assert streets.covered.bounds == pytest.approx(cut)


@pytest.mark.parametrize(
    "said",
    [(-180.0, -90.0, 180.0, 90.0), (14.0, 59.0, 14.1, 59.1), (100.0, -50.0, 101.0, -49.0)],
    ids=["the world", "elsewhere", "far away"],
)
def test_a_head_that_tells_of_too_much_or_of_another_place_breaks_nothing(said):
    street = (500_000.0, 6_651_411.0, 500_100.0, 6_651_511.0)

    covered = extent_of(street, said, CRS)

    assert covered.is_valid
    assert np.isfinite(covered.bounds).all()
    if said[0] == -180:
        assert covered.contains(shapely.box(*street).buffer(200_000))
