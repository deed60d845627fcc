"""However a good study's files are written, the result is the same.

Rows, columns, ids, coordinate systems, delimiters, encodings and line ends are changed at random,
several at a time; a seed names each way of writing.
"""

import random

import numpy as np
import pandas as pd
import pyproj
import pytest
from world import AREAS, good_world

from geoaccess.layers import build_layers
from geoaccess.pipeline import judge, prepare
from geoaccess.study.load import parse_study

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover

LAYERS, RUNS = 40, 8
WORDS = ("reasons", "text", "sentence")


def rows_and_columns(rng, world):
    """Another order of everything that has an order."""
    rng.shuffle(world.features)
    for table in world.tables.values():
        rng.shuffle(table.rows)
        names = list(table.rows[0])
        rng.shuffle(names)
        table.rows = [{name: row[name] for name in names} for row in table.rows]


def delimiter(rng, world):
    """Semicolons with decimal commas, or tabs."""
    for table in world.tables.values():
        table.delimiter = rng.choice([",", ";", "\t"])
        if table.delimiter == ";":
            for row in table.rows:
                row |= {name: _comma(name, value) for name, value in row.items()}


def _comma(name, value):
    numbers = {"Inkomst", "läkare", "travel_time"}
    return value.replace(".", ",") if name in numbers else value


def encoding(rng, world):
    for table in world.tables.values():
        table.encoding = rng.choice(["utf-8", "utf-8-sig", "utf-16"])
        table.line_end = rng.choice(["\n", "\r\n"])


def titles_above(rng, world):
    for name in ("need", "kommuner", "register"):
        world.tables[name].above = ["Uttag ur databasen 2026", ""][: rng.randint(0, 2)]


def coordinate_system(rng, world):
    """Boundaries and sites each in a system of their own, and said to be."""
    crs = rng.choice(["EPSG:4326", "EPSG:3011", "EPSG:3021", "EPSG:3857", "EPSG:25833"])
    to = pyproj.Transformer.from_crs("EPSG:3006", crs, always_xy=True)
    for one in world.features:
        rings = one["geometry"]["coordinates"]
        one["geometry"]["coordinates"] = [[list(to.transform(x, y)) for x, y in r] for r in rings]
    world.crs = f"urn:ogc:def:crs:EPSG::{crs.removeprefix('EPSG:')}"
    crs = rng.choice(["EPSG:3011", "EPSG:3021", "EPSG:3857", "EPSG:25833"])
    to = pyproj.Transformer.from_crs("EPSG:3006", crs, always_xy=True)
    for row in world.tables["sites"].rows:
        x, y = to.transform(float(row["E"]), float(row["N"]))
        row |= {"E": f"{x:.4f}", "N": f"{y:.4f}"}
    world.settings["sites"] = f'crs = "{crs}"'


def site_ids(rng, world):
    """Other ids of the sites, in another order; gives the names back."""
    ids = [row["id"] for row in world.tables["sites"].rows]
    fresh = [f"SE{n:04d}-{rng.randrange(99)}" for n in rng.sample(range(9999), len(ids))]
    new = dict(zip(ids, fresh, strict=True))
    for table, column in (("sites", "id"), ("register", "gsa_site_id"), ("times", "to_id")):
        for row in world.tables[table].rows:
            row[column] = new[row[column]]
    return {fresh: old for old, fresh in new.items()}


def area_ids(rng, world):
    """Other numbers of the areas within their kommun and letter; gives the codes back."""
    numbers = rng.sample(range(200, 999), len(AREAS))
    new = {area: f"{area[:5]}{n}0" for area, n in zip(AREAS, numbers, strict=True)}
    for one in world.features:
        one["properties"]["desokod"] = new[one["properties"]["desokod"]]
    for row in world.tables["people"].rows:
        row["Region"] = new[row["Region"].removesuffix("_DeSO2025")] + "_DeSO2025"
    for row in world.tables["need"].rows:
        row["deso"] = new[row["deso"]]
    return {fresh: old for old, fresh in new.items()}


WAYS = (rows_and_columns, delimiter, encoding, titles_above, coordinate_system)


def rewritten(seed):
    """A world written otherwise, and what its ids are in the good one."""
    rng = random.Random(seed)
    world = good_world()
    names = area_ids(rng, world) | site_ids(rng, world) if rng.random() < 0.6 else {}
    for way in rng.sample(WAYS, rng.randint(2, len(WAYS))):
        way(rng, world)
    return world, names


def study_of(world, folder):
    return parse_study(world.write(folder), base=folder)


def assert_same(frame, good, names):
    """The same numbers and words under the same ids, whatever the order."""
    plain = pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))
    plain = plain.rename(index=names).replace(names)
    plain.index = plain.index.map(lambda key: _renamed(key, names))
    wanted = pd.DataFrame(good.drop(columns="geometry", errors="ignore"))
    kept = [c for c in wanted.columns if not c.startswith(WORDS)]
    pd.testing.assert_frame_equal(
        plain.reindex(wanted.index)[kept], wanted[kept], check_dtype=False, rtol=1e-6, atol=1e-6
    )
    assert set(plain.index) == set(wanted.index)


def _renamed(key, names):
    area = next((fresh for fresh in names if str(key).startswith(fresh)), None)
    return key if area is None else names[area] + str(key)[len(area) :]


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return judge(prepare(study_of(good_world(), tmp_path_factory.mktemp("good"))))


@pytest.fixture(scope="module")
def layers(tmp_path_factory):
    return build_layers(study_of(good_world(), tmp_path_factory.mktemp("layers")))


@pytest.mark.parametrize("seed", range(LAYERS))
def test_layers_do_not_depend_on_how_the_files_are_written(seed, layers, tmp_path):
    world, names = rewritten(seed)

    other = build_layers(study_of(world, tmp_path))

    nameless = {"name"}  # an area without a name is called by its code
    assert_same(other.areas.drop(columns=nameless), layers.areas.drop(columns=nameless), names)
    assert_same(other.units, layers.units, {})
    assert_same(other.points, layers.points, names)
    assert_same(other.sites, layers.sites, names)
    for frame, wanted in ((other.areas, layers.areas), (other.sites, layers.sites)):
        shapes = frame.rename(index=names).geometry.reindex(wanted.index)
        apart = shapes.hausdorff_distance(wanted.geometry, align=False)
        assert np.max(apart.to_numpy()) < 0.01
    assert {n.severity for n in other.notices} <= {"info"}


@pytest.mark.parametrize("seed", range(1000, 1000 + RUNS))
def test_results_do_not_depend_on_how_the_files_are_written(seed, good, tmp_path):
    world, names = rewritten(seed)

    other = judge(prepare(study_of(world, tmp_path)))

    nameless = {"name"}
    assert_same(other.areas.drop(columns=nameless), good.areas.drop(columns=nameless), names)
    assert_same(other.units, good.units, names)
    keys = ["rule_id", "scope", "subject_id"]
    columns = [*keys, "verdict", "value", "coverage", "people"]
    verdicts = other.verdicts[columns].replace(names).set_index(keys).sort_index()
    pd.testing.assert_frame_equal(verdicts, good.verdicts[columns].set_index(keys).sort_index())
