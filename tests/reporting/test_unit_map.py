"""The map of a unit: classes, outlines, signs, and a closer one where areas are small."""

import re
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
from shapely import MultiPolygon, Point, box

from geoaccess.cartography.classes import map_layers
from geoaccess.messages import translator
from geoaccess.reporting import write_reports
from geoaccess.reporting.figures.svg import path_data
from geoaccess.reporting.figures.unit_map import draw_unit
from geoaccess.reporting.subject import subjects
from geoaccess.reporting.words import Words
from geoaccess.result.time_classes import TIME_LIMITS


def drawn(published, unit="9900-alby"):
    found = {s.unit_id: s for s in subjects(published, Words(translator("sv")))}
    return draw_unit(published, found[unit])


def layer(svg, name):
    return re.search(rf'<g class="{name}"(?: />|>(.*?)</g>)', str(svg), re.DOTALL).group(1) or ""


def test_each_area_is_drawn_in_its_class(published):
    areas = layer(drawn(published).svg, "areas")

    # 4.0, 22.5, 12.5 and 13.5 minutes, in Swedish order of the names.
    assert sorted(re.findall(r'class="(\w+)"', areas)) == ["k0", "k2", "k2", "k3"]


def test_an_area_without_a_time_is_hatched(published):
    assert 'class="none"' in layer(drawn(published, "../../etc/passwd").svg, "areas")


def test_flagged_areas_are_outlined_over_a_light_casing(published, no_flags):
    svg = drawn(published).svg

    assert layer(svg, "flags").count("<path") == layer(svg, "flag-casing").count("<path") == 2
    assert layer(drawn(no_flags).svg, "flags").count("<path") == 0


def test_sites_have_signs_by_what_they_are(published):
    sites = layer(drawn(published).svg, "sites")

    assert sites.count('class="gsa"') == 1
    assert sites.count('class="vc"') == 1
    assert sites.count('class="out"') == 1


def test_the_legend_counts_the_areas_of_each_class(published):
    counts = [int(s.text.rsplit(": ", 1)[1]) for s in drawn(published).legend if ": " in s.text]

    assert sum(counts) == 4


def test_numbers_are_rounded_to_a_tenth(published):
    decimals = re.findall(r"\d\.(\d+)", layer(drawn(published).svg, "areas"))

    assert all(len(part) == 1 for part in decimals)


def test_small_areas_close_together_get_a_closer_map(published):
    one = published.areas.iloc[:1]
    many = pd.concat([one.assign(area_id=f"a{i}", name=f"Litet {i:02}") for i in range(20)])
    shapes = [box(0, 0, 90_000, 90_000)]
    shapes += [box(x, 0, x + 300, 300) for x in range(90_000, 95_700, 300)]
    crowded = gpd.GeoDataFrame(many, geometry=shapes[:20], crs=one.crs)
    found = drawn(replace(published, areas=crowded))

    assert drawn(published).closer is None
    assert found.closer is not None
    assert "map-hatch" not in found.closer


@pytest.mark.parametrize(
    "shape",
    [
        MultiPolygon([box(0, 0, 1, 1), box(3, 3, 4, 4)]),
        box(0, 0, 4, 4) - box(1, 1, 2, 2),
    ],
)
def test_parts_and_holes_are_rings_of_one_path(shape):
    assert path_data(shape).count("Z") == 2


def test_a_point_or_nothing_is_no_path():
    assert path_data(Point(0, 0)) == path_data(Point()) == path_data(box(0, 0, 0, 0)) == ""


def test_classes_have_the_limits_names_and_colours_of_the_regions_map(published, tmp_path):
    html = {path.name: path.read_text("utf-8") for path in write_reports(published, tmp_path)}
    page = html["9900-alby.html"]
    layer_of_map = map_layers(published, translator("sv"))[0]

    for place, one in enumerate(layer_of_map.classes[: len(TIME_LIMITS) + 1]):
        assert f".k{place} {{ fill: {one.fill.colour}; }}" in page
        assert f"{one.label}: " in page
