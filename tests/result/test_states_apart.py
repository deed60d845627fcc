"""Zero, suppressed, missing and rounded are four things in every published file."""

import importlib.util
import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from geoaccess.publish import publish

LISTED = [float("nan"), 3.0, 1815.0, 0.0]


def open_module(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


pages, files = open_module("published_pages"), open_module("published_files")


@pytest.fixture(scope="module", params=["suppress", "round"])
def told(request, small, tmp_path_factory):
    """A folder with all states in it, and its layers as the map files have them."""
    people = {name: float(count) for name, count in (small.PLAIN | {"p51": 3, "p12": 0}).items()}
    result = small.make_result(
        people=people,
        confidential=("statistics[0]", "sites[0]"),
        sites=small.small_sites(listed=LISTED),
        disclosure={"mode": request.param},
    )
    out = tmp_path_factory.mktemp(request.param) / "out"
    publish(result, out)
    frames = {
        name: gpd.read_file(out / "result.gpkg", layer=name).set_index(f"{name[:-1]}_id")
        for name in ("areas", "units", "sites")
    }
    return request.param, out, frames


def state(frames, table, subject, column):
    row = frames[table].loc[subject]
    value, said = row[column], row[f"{column}_status"]
    assert pd.isna(value) == (said in {"suppressed", "missing"}), (table, subject, column)
    return "zero" if said == "ok" and value == 0 else said


def test_every_state_stands_in_the_files_that_tell_it(told):
    mode, _, frames = told

    found = {
        state(frames, table, subject, column.removesuffix("_status"))
        for table, frame in frames.items()
        for subject in frame.index
        for column in frame.columns
        if column.endswith("_status") and column != "minutes_status"
    }

    held = {"suppress": "suppressed", "round": "rounded"}[mode]
    assert {"zero", "missing", held} <= found
    assert ("rounded" in found) == (mode == "round")


def test_geoparquet_tells_the_same_as_the_geopackage(told):
    _, out, frames = told

    for name, frame in frames.items():
        other = gpd.read_parquet(out / f"{name}.parquet").set_index(frame.index.name)
        assert set(other.columns) == set(frame.columns)
        for column in frame.columns.drop("geometry"):
            pairs = zip(frame[column], other.loc[frame.index, column], strict=True)
            assert all((pd.isna(a) and pd.isna(b)) or a == b for a, b in pairs), (name, column)


def test_the_pages_say_each_state_in_its_own_way(told):
    _, out, frames = told
    cells = list(pages.cells_of_pages(out, frames))

    assert len(cells) > 40
    for table, subject, column, text in cells:
        said = state(frames, table, subject, column)
        assert text.startswith("–  ") == (said == "suppressed"), (subject, column, text)
        assert text.startswith("≈") == (said == "rounded"), (subject, column, text)
        assert (text[:2] in {"..", ""}) == (said == "missing"), (subject, column, text)
        assert (said == "zero") <= (text[:1] == "0"), (subject, column, text)


def test_the_sheets_say_each_state_in_its_own_way(told):
    _, out, frames = told
    cells = list(pages.cells_of_sheets(out))

    assert len(cells) > 70
    for table, subject, column, value, look in cells:
        said = state(frames, table, subject, column)
        is_number = isinstance(value, int | float)
        assert is_number == (said in {"ok", "zero", "rounded"}), (subject, column, value)
        assert (value == "–") == (said == "suppressed"), (subject, column, value)
        assert (is_number and look.startswith('"≈')) == (said == "rounded"), (subject, column)


def test_the_map_carries_each_state(told):
    _, out, frames = told
    held = files.payload(out)["areas"]
    columns = {"people": "people", "beyond": "people_beyond", "share": "share_within"}

    for key, column in columns.items():
        for subject, value, said in zip(held["id"], held[key], held[f"{key}_status"], strict=True):
            expected = state(frames, "areas", subject, column)
            assert said == ("ok" if expected == "zero" else expected), (subject, column)
            assert (value is None) == (said in {"suppressed", "missing"})


def test_the_verdicts_hold_no_number_of_a_subject_of_which_it_is_hidden(told):
    mode, out, frames = told
    hidden = 0
    for row in files.Book(out).records("Regler"):
        table = {"område": "areas", "enhet": "units"}.get(row["Nivå"])
        subject = row["Vad som bedöms"]
        if row["Regel"] != "GP-NEAR" or not table or row["Utfall"] == "kan inte bedömas":
            continue
        if state(frames, table, subject, "share_within") == "suppressed":
            hidden += 1
            assert row["Värde"] == "–", row
            assert not isinstance(row["Berörda invånare"], int | float), row
    assert (hidden > 0) == (mode == "suppress")


def test_the_manifest_says_which_way_counts_are_protected(told):
    _, out, _ = told
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))

    assert manifest["study"]["disclosure"]["mode"] in {"suppress", "round"}
    stamped = any("avrundade" in line for line in manifest["stamps"]["sv"])
    assert stamped == (manifest["study"]["disclosure"]["mode"] == "round")
