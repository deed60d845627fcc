"""Small areas merged before anything is measured: all that is told is of the merged areas."""

import dataclasses
import importlib.util
import json
from pathlib import Path

import geopandas as gpd
import pytest

from geoaccess.errors import Notice
from geoaccess.layers.merged_areas import merge_areas
from geoaccess.layers.shares import COUNTS
from geoaccess.layers.small_areas import join_small
from geoaccess.publish import explain_subject, publish
from geoaccess.result.view import published_view

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover

STATISTICS = ("statistics[0]",)
# The areas of a unit are of one settlement class here, so that they can be merged.
CLASS = {"9801A0010": "C", "9801C0010": "C", "9802B0010": "C", "9802C0010": "C", "9803A0010": "A"}
NORR, SODER = "9801A0010+1", "9802B0010+1"
# Few in the one or in both, with few beyond a threshold, few without a way, a unit of few.
WORLDS = [
    {"p11": 3, "p12": 0, "p51": 400},
    {"p11": 2, "p12": 1, "p41": 1, "p42": 2, "p51": 100},
    {"p11": 1, "p12": 2, "p42": 3, "p51": 3},
]


def open_module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


attack = open_module(Path(__file__).with_name("published_files.py"))


def prepared_of(small, mode, confidential=STATISTICS, **people):
    """Layers and times, with small areas merged as building the layers does."""
    given = {name: float(count) for name, count in (small.PLAIN | people).items()}
    plain = small.make_prepared(people=given, confidential=confidential, disclosure={"mode": mode})
    areas, points = plain.layers.areas, plain.layers.points
    areas = areas.assign(settlement=areas.index.map(CLASS))
    points = points.assign(settlement=points["area_id"].map(CLASS))
    if mode == "merge":
        areas, points = merge_areas(areas, points, join_small(areas, 5), COUNTS)
    return small.with_layers(plain, areas=areas, points=points)


def made(small, mode="merge", **people):
    return small.judge(prepared_of(small, mode, **people))


def places_of(result):
    lived = result.points.loc[result.points["people"] > 0, ["area_id", "unit_id"]]
    return sorted(set(lived.itertuples(index=False, name=None)))


@pytest.mark.parametrize("people", WORLDS, ids=str)
def test_no_file_of_a_merged_run_narrows_what_it_hides(small, tmp_path, people):
    result = made(small, **people)
    publish(result, tmp_path / "out")

    found, _ = attack.given_away(tmp_path / "out", places_of(result), 5)

    assert found == {}
    assert result.areas["merged"].notna().any()


def test_what_is_told_of_units_and_the_region_is_the_same_and_less_is_hidden(small):
    merged, apart = (made(small, mode, **WORLDS[0]) for mode in ("merge", "suppress"))
    counts = ["people", "age_65plus", "age_80plus", "minutes_median", "share_within", "coverage"]

    assert merged.units[counts].round(9).equals(apart.units[counts].round(9))
    assert merged.areas["people"].sum() == apart.areas["people"].sum()
    hidden = [
        (published_view(one, "run").areas.filter(like="_status") == "suppressed").to_numpy().sum()
        for one in (merged, apart)
    ]
    assert hidden[0] < hidden[1]


def test_need_and_times_are_measured_on_the_merged_area(small):
    result = made(small, **WORLDS[1])
    apart = made(small, "suppress", **WORLDS[1]).areas

    parts = apart.loc[["9801A0010", "9801C0010"]]
    assert result.areas.loc[NORR, "people"] == 203
    need = (parts["need_index"] * parts["people"]).sum() / 203
    assert result.areas.loc[NORR, "need_index"] == pytest.approx(need)
    assert result.areas.loc[NORR, "people_beyond"] == pytest.approx(parts["people_beyond"].sum())
    about = result.verdicts.loc[result.verdicts["scope"] == "area", "subject_id"]
    assert set(about) == {NORR, SODER, "9803A0010"}


@pytest.fixture(scope="module")
def run(small, tmp_path_factory):
    out = tmp_path_factory.mktemp("merged") / "out"
    result = made(small, **WORLDS[1])
    publish(result, out)
    return result, out


def test_every_output_says_which_areas_are_merged_and_how_many_live_there(run):
    _, out = run
    codes = "9801A0010, 9801C0010"
    stamp = "är sammanslagna med en granne. Sammanslagna områden: 2"

    areas = gpd.read_file(out / "result.gpkg", layer="areas").set_index("area_id")
    assert areas.loc[NORR, "merged"] == codes
    assert areas["merged"].isna().sum() == 1
    book = attack.Book(out)
    rows = book.records("Områden")
    assert [r["Sammanslagna områden"] for r in rows if r["Områdeskod"] == NORR] == [codes]
    payload = attack.payload(out)
    assert codes in payload["areas"]["merged"]
    assert {"merged"} <= {column["key"] for column in payload["area_columns"]}
    assert any(stamp in mark for mark in payload["marks"])
    assert stamp in (out / "map.html").read_text("utf-8")
    assert stamp in json.dumps(json.loads((out / "manifest.json").read_text()), ensure_ascii=False)
    assert stamp in str(book.stamp())
    reports = [page.read_text("utf-8") for page in sorted((out / "reports").glob("*.html"))]
    assert all(stamp in page for page in reports)
    assert sum(codes in page for page in reports) >= 1


def test_the_stamp_tells_their_people_only_where_each_count_is_told(small):
    shown = published_view(made(small, **WORLDS[0]), "run")
    told = shown.areas.loc[shown.areas["merged"].notna(), "people"]
    assert told.notna().all()
    assert shown.head.marks["en"][0].endswith(f"Merged areas: 1; people in them: {told.sum():.0f}.")

    hidden = published_view(made(small, p11=1, p12=1, p21=1, p22=1), "run")
    assert hidden.areas.loc[NORR, "people_status"] == "suppressed"
    assert hidden.head.marks["en"][0].endswith("Merged areas: 1.")


def test_no_notice_tells_how_many_live_in_a_part_of_a_merged_area(small):
    notice = Notice(code="GA-L020", places={"n": 1, "people": 200, "file": "x"})
    result = dataclasses.replace(made(small, **WORLDS[0]), notices=(notice,))

    assert "200" not in published_view(result, "run").notices["text_en"].iloc[0]


def test_who_asks_for_an_area_that_was_merged_is_answered_of_the_whole(run):
    _, out = run

    asked, whole = (explain_subject(out, code, "sv")[0].text for code in ("9801c0010", NORR))

    first, _, rest = asked.partition("\n\n")
    assert rest == whole
    assert f"sammanslaget med andra till {NORR}" in first
    assert "9801A0010, 9801C0010" in first


def test_nothing_is_said_of_merging_where_nothing_is_merged(small):
    view = published_view(made(small, p51=400), "run")

    assert "merged" not in view.areas
    assert not [text for text in view.head.stamps["en"] if "merged" in text.lower()]
