"""The other example regions, run as their users would: Stockholm on open data, Porto Alegre."""

from contextlib import closing
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest

from geoaccess.publish.folder import private_store
from geoaccess.result.private import load_result

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def stockholm(run_example):
    out, said = run_example("stockholm")
    return out, said, load_result(private_store(out))


@pytest.fixture(scope="module")
def porto_alegre(run_example):
    out, said = run_example("porto_alegre")
    return out, said, load_result(private_store(out))


def test_stockholms_people_are_all_there_by_areas_points_and_units(stockholm):
    _, _, result = stockholm

    assert len(result.areas) == 1287
    for frame in (result.areas, result.points, result.units):
        assert frame["people"].sum() == pytest.approx(2_454_821)
    assert (result.balance["difference"] == 0).all()


def test_stockholms_units_partition_the_region_and_the_city_is_shown_as_a_whole(stockholm):
    out, _, result = stockholm

    kinds = result.units["kind"].value_counts().to_dict()
    assert kinds == {"kommun": 25, "stadsdelsomrade": 11}
    assert "0180-jarva" in result.units.index
    assert "0180" not in result.units.index
    districts = result.units.loc[result.units["kind"] == "stadsdelsomrade", "people"]
    assert result.wholes.loc["0180", "people"] == pytest.approx(districts.sum())
    assert result.wholes.loc["0180", "name"] == "Stockholm"
    with closing(openpyxl.load_workbook(out / "tables.xlsx", read_only=True)) as book:
        assert "Delade kommuner" in book.sheetnames
    assert "Stockholm" in (out / "reports" / "index.html").read_text("utf-8")


def test_stockholms_incomplete_list_leaves_all_access_unjudged_and_need_shown(stockholm):
    out, said, result = stockholm

    areas = gpd.read_file(out / "result.gpkg", layer="areas")
    assert set(areas["flag"]) == {"not_assessable"}
    access = result.verdicts["rule_id"].isin(["GP-NEAR", "GP-EQUITY", "CAP"])
    assert set(result.verdicts.loc[access, "verdict"]) == {"not_assessable"}
    assert areas["need_percentile"].notna().all()
    assert "47 av 230" in said
    for page in (out / "map.html", *(out / "reports").glob("*.html")):
        assert "47 av 230" in page.read_text("utf-8"), page.name
    gaps = "Listan har 47 av 230 vårdcentraler"
    for text in (said, (out / "map.html").read_text("utf-8")):
        assert gaps in text
    assert gaps in (out / "reports" / "0180-jarva.html").read_text("utf-8")


SHORT_LIST = ("listan har 47 av 230 vårdcentraler", "the list has 47 of 230 vårdcentraler")
STOCKHOLM_LACKS = {
    "GP": SHORT_LIST,
    "ROBUST": SHORT_LIST,
    "HOURS": SHORT_LIST,
    "CAP": SHORT_LIST,
    ("CAP", "site"): ("antalet läkare är inte känt", "number of physicians is not known"),
    "GP-BORDER": ("inget register över GSA och KSA", "no register of GSA and KSA"),
    "SPEC": ("anger studien inte hur många enheter", "does not state how many sites"),
    "FUTURE": ("inte för ett prognosår", "not for a forecast year"),
}


def test_stockholms_rules_judge_need_alone_and_name_what_is_missing(stockholm, told_why_not):
    _, _, result = stockholm

    never = told_why_not(result, STOCKHOLM_LACKS)

    assert never == set(result.verdicts["rule_id"]) - {"GP-NEED"}


def test_stockholms_measures_and_clusters_are_not_told_and_the_run_says_why(stockholm):
    out, _, result = stockholm

    assert result.measures.empty
    assert "GA-A041" in {notice.code for notice in result.notices}
    report = (out / "reports" / "0180-jarva.html").read_text("utf-8")
    assert "måtten på tillgång visas inte (e2sfca, 3sfca, raam)" in report
    assert set(result.areas["cluster_why_not"]) == {"access_not_judged"}
    index = (out / "reports" / "index.html").read_text("utf-8")
    assert "bedöms inte (tillgången kan inte bedömas): 1" in index


def test_stockholms_best_off_areas_have_the_least_need(stockholm):
    """Area type 5 is best off and 1 has the large challenges: the direction must not be turned."""
    _, _, result = stockholm

    need = result.areas["need_percentile"].astype(float)
    danderyd = need[result.areas["unit_id"] == "0162-danderyd"]
    jarva = need[result.areas["unit_id"] == "0180-jarva"]
    assert danderyd.max() < jarva.median()


def test_porto_alegres_people_are_conserved_on_streets_and_hexagons(porto_alegre):
    _, said, result = porto_alegre

    assert len(result.areas) == 1227
    for frame in (result.areas, result.points, result.units):
        assert frame["people"].sum() == pytest.approx(812_935)
    assert not result.estimate
    assert set(result.points["placed_by"]) == {"street", "inside_point"}
    assert "GA-L026" in said


def test_porto_alegres_timetables_are_read_and_said_not_to_count_yet(porto_alegre):
    _, _, result = porto_alegre

    roles = [one.role for one in result.provenance]
    assert {"timetables[0]", "timetables[1]", "streets"} <= set(roles)
    told = [n for n in result.notices if n.code == "GA-F052"]
    assert {n.file for n in told} == {"poa_eptc.zip", "poa_trensurb.zip"}


def test_porto_alegres_measures_and_clusters_are_told(porto_alegre):
    _, _, result = porto_alegre
    areas = result.areas

    assert set(result.measures["measure"]) == {"2sfca", "3sfca"}
    assert (areas["cluster"] == "high_need_long_ways").sum() > 1
    empty = areas["people"] == 0
    assert set(areas.loc[empty, "cluster_why_not"]) == {"too_few_people"}
    assert (result.clusters.set_index("pattern")["p"].dropna() < 0.01).all()


def test_porto_alegres_times_lie_on_real_streets(porto_alegre):
    _, _, result = porto_alegre
    people = result.areas["people"].astype(float)
    minutes = result.areas["minutes_median"].astype(float)

    known = minutes.notna() & (people > 0)
    assert people[known].sum() / people.sum() > 0.99
    assert 0 < minutes[known].median() < 10
    assert pd.Series(result.times["walk"].seconds.ravel()).nunique() > 1000


def test_stockholms_incomes_by_regso_text_are_those_that_others_joined_by_code(shared_data):
    """The file of boundaries has the same table joined by its maker, but for one RegSO."""
    from geoaccess.layers import build_layers  # noqa: PLC0415
    from geoaccess.study import load_study  # noqa: PLC0415

    data = shared_data / "stockholm"
    if not data.is_dir():
        pytest.skip("the files of stockholm are not on this machine")
    theirs = gpd.read_file(data / "deso2018_stockholm_3006_joined.gpkg", layer="deso")
    layers = build_layers(load_study(EXAMPLES / "stockholm.toml", data=data))

    ours = layers.areas["mean_income"].astype(float).reindex(theirs["deso"]).to_numpy()
    joined = theirs["mean_income_tkr"].astype(float).to_numpy()
    assert pd.notna(ours).all()
    same = pd.Series(ours - joined).abs() < 1e-9
    assert same.sum() == pd.notna(joined).sum() >= 1286
