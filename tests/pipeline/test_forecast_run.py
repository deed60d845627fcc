"""The embedded study made for 2032: who is flagged then and not now; all outputs say so."""

import json
import tomllib

import pandas as pd
import pytest

from geoaccess.paths import packaged_data
from geoaccess.pipeline import judge, prepare
from geoaccess.publish import publish
from geoaccess.study import load_study

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover

PLANTED = tomllib.loads(packaged_data("exempellan", "planted.toml").read_text("utf-8"))
RULES = tomllib.loads(packaged_data("exempellan", "planted_rules.toml").read_text("utf-8"))["truth"]
FILE = packaged_data("exempellan", "befolkningsprognos_kommun.csv")


@pytest.fixture(scope="module")
def then():
    return judge(prepare(load_study(packaged_data("exempellan", "study.toml"), year=2032)))


def raw_forecast():
    """The file read by hand: people by kommun and age."""
    table = pd.read_csv(FILE, encoding="cp1252")
    code = table["region"].str[:4]
    return table.pivot_table(index=code, columns="ålder", values="2032")


def test_the_planted_area_is_flagged_in_2032_and_not_now(exempellan, then):
    planted = PLANTED["flagged_2032"]
    now, later = (run.areas.loc[planted["area"]] for run in (exempellan, then))

    assert (now["flag"], later["flag"]) == (planted["now"], planted["expected"])
    assert now["people"] < 50 <= later["people"]
    assert "2032" not in now["reasons_sv"]


@pytest.mark.parametrize(
    "truth", [truth for truth in RULES if "year" in truth], ids=lambda truth: truth["rule"]
)
def test_each_planted_truth_of_the_forecast_holds(exempellan, then, truth):
    def told(run, rule=truth["rule"]):
        mine = run.verdicts
        mine = mine[(mine["rule_id"] == rule) & (mine["scope"] == truth["scope"])]
        return mine[mine["subject_id"].str.startswith(truth["subject"])].iloc[0]

    of_today = {"FUTURE-NEAR": "GP-NEAR", "FUTURE-DIFF": "GP-DIFF", "FUTURE-CAP": "CAP"}
    assert truth["year"] == 2032
    assert told(then)["verdict"] == truth["expected"]
    assert told(exempellan)["verdict"] == "not_assessable"
    if "value" in truth:
        assert told(then)["value"] == pytest.approx(truth["value"])
    # By today's people the same rule stands as well or better.
    assert told(then)["margin"] <= told(exempellan, of_today[truth["rule"]])["margin"]


def test_no_other_area_becomes_flagged(exempellan, then):
    flagged = [set(run.areas.index[run.areas["flag"] == "flagged"]) for run in (exempellan, then)]

    assert flagged[1] - flagged[0] == {PLANTED["flagged_2032"]["area"]}
    assert flagged[0] <= flagged[1]


def test_areas_points_and_units_have_the_files_totals_to_the_person(then):
    ages = raw_forecast()
    kommun = then.areas.index.str[:4]
    sums = then.areas[["people", "age_65plus", "age_80plus"]].groupby(kommun).sum()

    assert (sums["people"] - ages["totalt"]).abs().max() < 5e-4
    assert (sums["age_80plus"] - ages["80+ år"]).abs().max() < 5e-4
    assert (sums["age_65plus"] - ages["80+ år"] - ages["65-79 år"]).abs().max() < 5e-4
    assert (then.balance["difference"] == 0).all()
    assert then.units["people"].sum() == pytest.approx(ages["totalt"].sum())


def test_physicians_needed_are_reckoned_on_the_forecast_people(exempellan, then):
    """Need-adjusted people over 1,100, less the physicians of today, by hand."""
    for run in (exempellan, then):
        relative = run.areas["need_relative"].reindex(run.points["area_id"]).to_numpy()
        needed = (run.points["people"] * relative).groupby(run.points["unit_id"]).sum() / 1100
        own = ~run.sites["context"] & run.sites["care_type"].isin(["vardcentral", "filial"])
        sites = run.sites[own]
        there = (sites["fte_spec"] + sites["fte_st"] / 2).groupby(sites["unit_id"]).sum()
        gap = run.units["gp_gap"].dropna()
        assert gap.to_numpy() == pytest.approx((needed - there)[gap.index].to_numpy())
    mine = "9904-skogsmo"
    assert then.units["gp_gap"][mine] > exempellan.units["gp_gap"][mine] + 2


def test_the_data_behind_a_flag_are_of_the_forecasts_year(exempellan, then):
    area = PLANTED["flagged_2032"]["area"]

    assert "2024-12-31 → 2032" in then.explanations.loc[area, "sv"]
    assert "→" not in exempellan.explanations.loc[area, "sv"]


def test_what_is_kept_is_as_it_was(exempellan, then):
    known = exempellan.areas["need_index"].notna()

    assert then.areas["need_index"][known].to_numpy() == pytest.approx(
        exempellan.areas["need_index"][known].to_numpy()
    )
    assert then.areas["minutes_status"].equals(exempellan.areas["minutes_status"])
    assert then.points["unit_id"].equals(exempellan.points["unit_id"])
    assert then.areas["unit_id"].equals(exempellan.areas["unit_id"])
    assert then.sites["listed"].equals(exempellan.sites["listed"])


def test_every_output_of_a_forecast_says_so_and_none_of_todays_does(exempellan_run, then, tmp_path):
    out = tmp_path / "run"
    publish(then, out)

    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["parameters"]["forecast"]["year"] == 2032
    assert manifest["parameters"]["forecast"]["base"] == 2024
    assert "forecast" in {one["role"] for one in manifest["inputs"]}
    pages = [out / "map.html", *sorted((out / "reports").glob("*.html"))]
    assert len(pages) > 9
    for page in pages:
        assert "Prognos för 2032" in page.read_text("utf-8"), page.name
    for page in (exempellan_run / "map.html", *(exempellan_run / "reports").glob("*.html")):
        assert "Prognos för" not in page.read_text("utf-8"), page.name
    today = json.loads((exempellan_run / "manifest.json").read_text("utf-8"))
    assert "forecast" not in today["parameters"]
    assert "forecast" not in today["study"]
    assert "forecast" not in {one["role"] for one in today["inputs"]}


def test_rules_of_the_forecast_speak_of_its_year_beside_today(exempellan, then):
    """Today's verdicts in the run for 2032 are those of the run for today."""
    for rule, today in (
        ("FUTURE-NEAR", "GP-NEAR"),
        ("FUTURE-CAP", "CAP"),
        ("FUTURE-DIFF", "GP-DIFF"),
    ):
        future, now, later = (
            run.verdicts.query(f"rule_id == '{name}' and scope == 'unit'").set_index("subject_id")
            for run, name in ((then, rule), (exempellan, today), (then, today))
        )
        assert future["sentence_en"].str.contains("forecast for 2032").all()
        assert future["verdict"].equals(later["verdict"])
        judged = now["verdict"].ne("not_assessable") & future["verdict"].ne("not_assessable")
        for unit in now.index[judged]:
            change = future.loc[unit, "margin"] - now.loc[unit, "margin"]
            word = "the same as" if abs(change) < 1e-6 else "better" if change > 0 else "worse"
            assert f"the forecast is {word}" in future.loc[unit, "sentence_en"]
        assert judged.sum() >= 5
