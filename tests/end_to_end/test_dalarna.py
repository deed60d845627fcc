"""A real region from its publishers' files, from the command line to the last output."""

import json
import re
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from geoaccess.publish.folder import private_store
from geoaccess.result.private import load_result

STUDY = Path(__file__).resolve().parents[2] / "examples" / "dalarna.toml"
PEOPLE = 286_546
VARDCENTRALER = 31


@pytest.fixture(scope="module")
def run(run_example):
    """The folder that the run wrote, and all it said."""
    return run_example("dalarna")


@pytest.fixture(scope="module")
def out(run):
    return run[0]


@pytest.fixture(scope="module")
def result(out):
    return load_result(private_store(out))


def test_the_areas_of_the_map_file_sum_to_all_people(out):
    areas = gpd.read_file(out / "result.gpkg", layer="areas")

    assert areas["people"].sum() == PEOPLE
    assert (areas["people_status"] == "ok").all()
    assert areas["area_id"].str.match(r"^20\d\d[ABC]\d{4}$").all()
    assert areas.crs == "EPSG:3006"


def test_areas_points_and_units_sum_to_the_same_people(result):
    assert result.areas["people"].sum() == PEOPLE
    assert result.points["people"].sum() == pytest.approx(PEOPLE)
    assert result.units["people"].sum() == pytest.approx(PEOPLE)
    assert (result.balance["difference"] == 0).all()
    assert len(result.units) == 15


def test_no_populated_area_is_without_a_point(result):
    populated = result.areas.index[result.areas["people"] > 0]
    by_area = result.points.groupby("area_id")["people"].sum()

    assert set(populated) <= set(by_area.index)
    assert by_area[populated].to_numpy() == pytest.approx(
        result.areas.loc[populated, "people"].to_numpy()
    )


def test_the_list_has_exactly_the_physical_vardcentraler(result, out):
    sites = result.sites
    counted = sites.loc[sites["care_type"].isin(["vardcentral", "filial"])]

    assert len(counted) == VARDCENTRALER
    assert not counted["context"].any()
    assert counted["name"].is_unique
    names = " ".join(sites["name"])
    assert "Hjälpmedel" not in names
    assert not counted["name"].str.contains("mobilen").any()
    assert result.units["sites"].sum() == VARDCENTRALER
    mapped = gpd.read_file(out / "result.gpkg", layer="sites")
    assert mapped["care_type"].isin(["vardcentral", "filial"]).sum() == VARDCENTRALER
    assert "GA-R001" not in {notice.code for notice in result.notices}


def test_every_area_has_a_verdict_or_the_reason_why_not(result):
    near = result.verdicts.query("rule_id == 'GP-NEAR' and scope == 'area'")

    assert set(near["subject_id"]) == set(result.areas.index)
    assert set(near["verdict"]) <= {"met", "at_risk", "not_met", "not_assessable"}
    assert (near["sentence_sv"].str.len() > 40).all()
    assert (result.areas["reasons_sv"].str.len() > 20).all()
    unknown = result.areas["flag"] == "not_assessable"
    assert result.areas.loc[unknown, "reasons_sv"].str.contains("Kan inte bedömas").all()
    assert (result.areas.loc[~unknown, "minutes_median"] > 0).all()


# Without capacity, timetable, register, opening hours or a list of other care.
LACKS = {
    "GP-DIFF": ("anger ingen verklig kapacitet", "states no real capacity"),
    "GP-SPREAD": ("anger ingen verklig kapacitet", "states no real capacity"),
    "CAP": ("läkare", "physicians"),
    "GP-REACH": ("kollektivtrafik ingår inte i", "public transport is not part of"),
    "GP-BORDER": ("inget register över GSA och KSA", "no register of GSA and KSA"),
    "HOURS": ("ingen vårdenhets öppettider", "no site's opening hours"),
    "SPEC": ("anger studien inte hur många enheter", "does not state how many sites"),
    "FUTURE": ("inte för ett prognosår", "not for a forecast year"),
    ("GP-EQUITY", "unit"): ("i för få områden", "in too few areas"),
}


def test_every_rule_has_a_verdict_or_names_what_is_missing_for_everything(result, told_why_not):
    never = told_why_not(result, LACKS)

    judged = {"GP-NEED", "GP-NEAR", "GP-EQUITY", "GP-SETTLE", "ROBUST"}
    assert never == set(result.verdicts["rule_id"]) - judged


def test_areas_in_a_cluster_of_need_and_long_ways_have_both(result):
    areas = result.areas
    labelled = areas[areas["cluster"] == "high_need_long_ways"]

    assert len(labelled) > 3
    assert (labelled["need_index"] > areas["need_index"].mean()).all()
    for area in labelled.index:
        beside = areas.index[areas.touches(areas.geometry[area])]
        assert areas.loc[beside, "minutes_median"].mean() > areas["minutes_median"].mean()
    assert {"e2sfca", "3sfca", "raam"} == set(result.measures["measure"])


def test_every_time_is_a_time_or_a_reason(result):
    car = result.times["car"]

    assert car.seconds.shape == (len(result.points), len(result.sites))
    assert set(car.to_frame()["status"]) <= {"ok", "beyond_cutoff", "not_snapped", "unreachable"}
    assert all(times.estimate for times in result.times.values())


def test_the_estimate_is_stamped_on_every_output(run):
    out, said = run
    stamp = next(
        line for line in load_result(private_store(out)).stamps["sv"] if "räta linjer" in line
    )

    assert stamp in said
    pages = [out / "map.html", *sorted((out / "reports").glob("*.html"))]
    assert len(pages) == 17
    for page in pages:
        assert stamp in page.read_text("utf-8"), page.name
    with zipfile.ZipFile(out / "tables.xlsx") as book:
        assert stamp in book.read("xl/sharedStrings.xml").decode("utf-8")
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["straight_line_estimate"] is True
    assert stamp in manifest["stamps"]["sv"]


def test_nothing_says_that_real_data_are_made_up(run):
    out, said = run

    assert "Syntetisk" not in said
    assert "Syntetisk" not in (out / "reports" / "index.html").read_text("utf-8")


def test_the_two_sites_that_a_reader_would_stumble_on_are_warned_of(run):
    """Kvarnporten's two coordinate pairs in the list do not agree."""
    out, said = run
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    warned = [n for n in manifest["notices"] if n["severity"] == "warning"]

    assert any("Kvarnporten" in " ".join(map(str, n.values())) for n in warned)
    assert "Kvarnporten" in said


def test_an_index_of_open_data_is_never_called_cni(run):
    out, said = run

    assert "CNI" not in said
    for page in (out / "reports").glob("*.html"):
        assert "CNI" not in page.read_text("utf-8"), page.name


def test_the_summary_gives_the_shares_within_5_10_and_30_minutes_by_car(run, result):
    _, said = run
    line = next(line for line in said.splitlines() if "med bil" in line and "30 min" in line)
    region = result.shares_by_mode.query(
        "subject_id == 'region' and mode == 'car' and group == 'all'"
    )
    shares = region.set_index("minutes")["share"]

    for minutes in (5, 10, 30):
        told = re.search(rf"\b{minutes} min (\d+,\d)", line)
        # The published share has four decimals and is written with one of a percentage.
        assert float(told[1].replace(",", ".")) == pytest.approx(100 * shares[minutes], abs=0.06)
    assert shares.is_monotonic_increasing
    assert 0.9 < shares[30] <= 1


def test_the_manifest_names_every_input_file_with_licence_and_source(out, shared_data):
    import hashlib  # noqa: PLC0415

    inputs = json.loads((out / "manifest.json").read_text("utf-8"))["inputs"]

    assert {one["path"] for one in inputs} == {
        "deso_2025_dalarna_raw.geojson",
        "folkmangd_deso_2024_raw.csv",
        "befolkning_1km_2025_dalarna.csv",
        "Utbudspunkter.xlsx",
    }
    for one in inputs:
        content = (shared_data / "dalarna" / one["path"]).read_bytes()
        assert one["sha256"] == hashlib.sha256(content).hexdigest()
        assert one["licence"]
        assert one["source"]
    assert pd.Series([one["sensitivity"] for one in inputs]).eq("open").all()
