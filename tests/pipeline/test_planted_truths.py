"""What was planted in Exempellän must come out: the whole chain on data whose truth is known."""

import tomllib

import pandas as pd
import pytest

from geoaccess.layers import is_vardcentral
from geoaccess.paths import packaged_data
from geoaccess.principles import load_pack

PLANTED = tomllib.loads(packaged_data("exempellan", "planted.toml").read_text("utf-8"))
RULES = tomllib.loads(packaged_data("exempellan", "planted_rules.toml").read_text("utf-8"))["truth"]
TODAY = [truth for truth in RULES if "year" not in truth]


def area(result, name):
    return result.areas.loc[PLANTED[name]["area"]]


def test_the_totals_are_those_of_the_publishers_tables(exempellan):
    totals = PLANTED["totals"]

    assert exempellan.areas["people"].sum() == totals["people"]
    assert len(exempellan.areas) == totals["areas"]
    assert len(exempellan.units) == totals["units"]
    assert (exempellan.balance["difference"] == 0).all()
    assert exempellan.units["people"].sum() == pytest.approx(totals["people"])


def test_exactly_the_two_planted_areas_are_flagged_and_clearly(exempellan):
    flagged = exempellan.areas.index[exempellan.areas["flag"] == "flagged"]

    assert set(flagged) == {PLANTED["flagged_rural"]["area"], PLANTED["flagged_town"]["area"]}
    assert (exempellan.areas.loc[flagged, "flag_class"] == "clear").all()


def test_the_remote_area_of_high_need_lies_in_a_cluster_and_the_islands_and_unknown_in_none(
    exempellan,
):
    label = exempellan.areas["cluster"]
    why = exempellan.areas["cluster_why_not"]

    # Its neighbours have long ways too; those of Hyttmo have not, or not more than chance gives.
    assert list(label.index[label == "high_need_long_ways"]) == [PLANTED["flagged_rural"]["area"]]
    assert label[PLANTED["flagged_town"]["area"]] == "not_significant"
    assert set(label) == {"high_need_long_ways", "low_need_long_ways"} | {
        "not_significant",
        "not_assessed",
    }
    assert why[why != ""].to_dict() == {
        PLANTED["island"]["area"]: "no_neighbours",
        PLANTED["need_withheld"]["area"]: "no_need",
        PLANTED["too_small"]["area"]: "too_few_people",
    }


def test_a_flag_says_its_reasons_in_both_languages(exempellan):
    town = area(exempellan, "flagged_town")

    for lang in ("sv", "en"):
        reasons = town[f"reasons_{lang}"]
        assert "10 min" in reasons
        assert f"{int(town['people'])}"[-3:] in reasons
    assert "CNI" in town["reasons_sv"]
    assert town["priority"] == pytest.approx(town["people_beyond"] * town["need_relative"])


def test_only_the_planted_area_is_borderline(exempellan):
    borderline = exempellan.areas.index[exempellan.areas["flag_class"] == "borderline"]

    assert list(borderline) == [PLANTED["borderline"]["area"]]
    share = exempellan.areas.loc[borderline[0], "flag_stability"]
    assert 0.1 < share < 0.9


def test_an_areas_nearest_vardcentral_may_lie_in_another_unit(exempellan):
    place = area(exempellan, "across_unit_border")

    assert place["nearest_unit_name"] != place["unit_name"]
    assert place["flag"] == "not_flagged"


def test_a_vardcentral_beyond_the_border_counts_but_is_not_judged(exempellan):
    place = area(exempellan, "across_county_border")

    assert bool(exempellan.sites.loc[place["nearest_site_id"], "context"])
    assert place["flag"] == "not_flagged"
    assert place["share_within"] > 0.8
    judged = exempellan.verdicts.loc[exempellan.verdicts["scope"] == "site", "subject_id"]
    assert not exempellan.sites.loc[judged, "context"].any()


def test_too_few_people_and_withheld_need_cannot_be_assessed_and_say_why(exempellan):
    few, withheld = area(exempellan, "too_small"), area(exempellan, "need_withheld")

    assert few["flag"] == withheld["flag"] == "not_assessable"
    assert "38" in few["reasons_sv"]
    assert pd.isna(withheld["need_index"])
    assert "behov" in withheld["reasons_sv"].lower()


def test_the_island_is_reached_by_ferry_and_its_crossing_counts(exempellan):
    island = area(exempellan, "island")

    assert island["settlement"] == "island"
    assert island["threshold_min"] == 30
    assert 35 < island["minutes_median"] < 60
    assert island["flag"] == "not_flagged"


def test_low_access_without_need_and_need_without_low_access_do_not_flag(exempellan):
    assert area(exempellan, "low_need_low_access")["flag"] == "not_flagged"
    assert area(exempellan, "low_need_low_access")["share_within"] < 0.8
    near = exempellan.areas.loc[PLANTED["high_need_good_access"]["areas"]]
    assert (near["flag"] == "not_flagged").all()
    assert (near["need_percentile"] >= 80).all()


def test_the_unit_without_a_gsa_does_not_meet_the_border_rule(exempellan):
    rule = exempellan.verdicts.loc[exempellan.verdicts["rule_id"] == "GP-BORDER"]
    by_unit = rule.set_index("subject_id")["verdict"]
    lacking = [unit for unit in by_unit.index if unit.startswith(PLANTED["no_gsa"]["unit"])]

    assert by_unit[lacking].tolist() == ["not_met"]
    assert (by_unit.drop(lacking) == "met").all()
    assert pd.isna(exempellan.units.loc[lacking[0], "gsa_site_id"])


def test_a_populated_area_between_the_cells_is_assessed(exempellan):
    place = area(exempellan, "no_cell")

    assert place["people"] > 0
    assert place["minutes_median"] > 0
    assert place["flag"] != "not_assessable"


def test_areas_may_straddle_units_and_each_unit_counts_its_own_points(exempellan):
    for straddling in PLANTED["straddling"]["areas"]:
        points = exempellan.points.loc[exempellan.points["area_id"] == straddling]
        assert points["unit_id"].nunique() == 2


def test_a_closed_vardcentral_a_bvc_and_a_digital_one_are_no_way_to_a_vardcentral(exempellan):
    town = exempellan.points.loc[exempellan.points["area_id"] == PLANTED["flagged_town"]["area"]]
    sites = exempellan.sites

    assert sites.loc[town["site_car"].unique(), "care_type"].isin({"vardcentral", "filial"}).all()
    assert (town["seconds_car"] > 600).all()
    assert not sites["name"].eq("Hyttmo vårdcentral").any()
    assert is_vardcentral(sites).sum() == 28


def test_walking_slowly_is_never_faster_than_walking(exempellan):
    points = exempellan.points
    both = (points["seconds_walk"] <= 5400) & (points["seconds_walk_slow"] <= 5400)

    assert both.sum() > 500
    assert (points.loc[both, "seconds_walk_slow"] >= points.loc[both, "seconds_walk"]).all()


def test_every_area_has_a_verdict_or_the_reason_why_not(exempellan):
    near = exempellan.verdicts.query("rule_id == 'GP-NEAR' and scope == 'area'")

    assert set(near["subject_id"]) == set(exempellan.areas.index)
    assert near["sentence_sv"].str.contains("inte regionens beslutade princip").all()
    assert near["sentence_en"].str.contains("not the region's adopted principle").all()
    assert (exempellan.areas["reasons_sv"].str.len() > 10).all()


def test_all_rules_of_the_pack_have_spoken(exempellan):
    pack = load_pack("stockholm")
    verdicts = exempellan.verdicts

    asked = {
        (rule.id, scope) for rule in pack.rules for check in rule.checks for scope in check.scopes
    }
    assert set(zip(verdicts["rule_id"], verdicts["scope"], strict=True)) == asked
    for scope, many in (("unit", len(exempellan.units)), ("region", 1)):
        told = verdicts[verdicts["scope"] == scope]
        assert (told.groupby("rule_id").size() == many).all()


def test_every_rule_of_the_pack_has_a_planted_truth_in_each_year_it_speaks_of():
    rules = load_pack("stockholm").rules
    forecasts = {rule.id for rule in rules if all(check.of_forecast for check in rule.checks)}

    assert {truth["rule"] for truth in TODAY} == {rule.id for rule in rules}
    assert {truth["rule"] for truth in RULES if "year" in truth} == forecasts
    answers = {truth["expected"] for truth in RULES}
    assert answers == {"met", "at_risk", "not_met", "not_assessable"}


@pytest.mark.parametrize(
    "truth", TODAY, ids=lambda truth: f"{truth['rule']}-{truth['subject']}-{truth['expected']}"
)
def test_each_planted_truth_of_a_rule_holds(exempellan, truth):
    told = verdicts_of(exempellan, truth["rule"], truth["scope"])
    (mine,) = told.index[told.index.str.startswith(truth["subject"])]

    assert told.loc[mine, "verdict"] == truth["expected"], told.loc[mine, "sentence_en"]
    if "value" in truth:
        assert told.loc[mine, "value"] == pytest.approx(truth["value"], abs=1e-9)


def verdicts_of(result, rule, scope="unit"):
    mine = result.verdicts
    mine = mine[(mine["rule_id"] == rule) & (mine["scope"] == scope)]
    return mine.set_index("subject_id")


def test_each_of_the_further_rules_shows_itself(exempellan):
    """Every rule that can be judged here is met somewhere and not met elsewhere."""
    for rule in ("GP-SETTLE", "GP-SPREAD", "HOURS"):
        assert {"met", "not_met"} <= set(verdicts_of(exempellan, rule)["verdict"]), rule
    assert {"met", "at_risk"} <= set(verdicts_of(exempellan, "GP-DIFF")["verdict"])
    for rule in ("SPEC-BVC", "SPEC-NARAKUT", "SPEC-MVC", "SPEC-REHAB", "SPEC-MOBILE"):
        assert set(verdicts_of(exempellan, rule)["verdict"]) <= {"met", "at_risk", "not_met"}
    walking = verdicts_of(exempellan, "GP-REACH")
    assert (walking["verdict"] == "not_assessable").all()
    assert walking["sentence_sv"].str.contains("kollektivtrafik ingår inte i restiderna").all()
    for rule in ("FUTURE-NEAR", "FUTURE-DIFF", "FUTURE-CAP"):
        told = verdicts_of(exempellan, rule)
        assert (told["verdict"] == "not_assessable").all()
        assert told["sentence_en"].str.contains("not for a forecast year").all()


@pytest.mark.parametrize("kind", ["mvc", "rehab", "mobile"])
def test_units_have_or_lack_other_care_as_planted(exempellan, kind):
    told = verdicts_of(exempellan, f"SPEC-{kind.upper()}")["verdict"]
    told.index = [u if u.startswith("9901") else u.partition("-")[0] for u in told.index]

    assert set(told[PLANTED[kind]["met"]]) == {"met"}
    assert set(told[PLANTED[kind]["not_met"]]) == {"not_met"}


def test_a_flag_names_the_groups_of_people_concerned(exempellan):
    planted = PLANTED["concerned"]
    town = exempellan.areas.loc[planted["area"]]

    assert town["flag"] == "flagged"
    assert town["beyond_age_80plus"] == pytest.approx(town["age_80plus"])
    for group in ("elderly_alone", "no_car"):
        assert town[f"beyond_{group}"] == pytest.approx(planted[group])
    told = town["reasons_sv"]
    assert f"80 år eller äldre bland dem: {town['age_80plus']:.0f}." in told
    assert f"65 år eller äldre: {planted['elderly_alone']}. Hushåll utan bil bland dem" in told
    assert f"andelen av alla invånare: {planted['no_car']}. Vården" in told


def test_groups_beyond_the_threshold_are_as_reckoned_from_the_points_by_hand(exempellan):
    code = PLANTED["across_unit_border"]["area"]
    area = exempellan.areas.loc[code]
    mine = exempellan.points[exempellan.points["area_id"] == code]
    far = mine["seconds"] > mine["limit_s"]
    old = mine["age_65plus"][far].sum() / mine["age_65plus"].sum()

    assert area["flag"] == "not_flagged"
    assert 0.1 < old < 0.9
    assert area["beyond_age_80plus"] == pytest.approx(mine["age_80plus"][far].sum())
    assert area["beyond_elderly_alone"] == pytest.approx(area["elderly_alone"] * old)
    share = mine["people"][far].sum() / mine["people"].sum()
    assert area["beyond_no_car"] == pytest.approx(area["no_car"] * share)


def test_a_withheld_number_of_a_group_is_not_known_in_words_and_missing_in_the_table(exempellan):
    island = area(exempellan, "island")

    assert island["share_within"] < 0.8
    assert pd.isna(island["no_car"])
    assert pd.isna(island["beyond_no_car"])
    assert "andelen av alla invånare: uppgift saknas." in island["reasons_sv"]
    assert "share of all people: not known." in island["reasons_en"]


def test_the_planted_town_makes_its_class_the_worst_and_the_island_is_not_scored(exempellan):
    town = exempellan.areas.loc[PLANTED["flagged_town"]["area"], "unit_id"]
    coast = exempellan.areas.loc[PLANTED["island"]["area"], "unit_id"]
    settle = verdicts_of(exempellan, "GP-SETTLE")

    assert settle.loc[town, "verdict"] == "not_met"
    assert "Den sämsta klassen avgör: annan tätort" in settle.loc[town, "sentence_sv"]
    assert "no boat's timetable" in settle.loc[coast, "sentence_en"]
    assert settle.loc[coast, "coverage"] < 1


def test_physicians_are_spread_as_reckoned_from_sites_and_points_by_hand(exempellan):
    """The quotient of each unit, and Hoover's index, from sites, points and need alone."""
    sites, points = exempellan.sites, exempellan.points
    own = ~sites["context"] & sites["care_type"].isin(["vardcentral", "filial"])
    physicians = (sites["fte_spec"] + sites["fte_st"] / 2)[own].groupby(sites["unit_id"]).sum()
    relative = points["area_id"].map(exempellan.areas["need_relative"])
    sums = pd.DataFrame(
        {
            "people": points["people"],
            "known": points["people"].where(relative.notna(), 0.0),
            "need": points["people"] * relative,
        }
    )
    sums = sums.groupby(points["unit_id"]).sum()
    need = sums["need"] / sums["known"] * sums["people"]
    part = need / need.sum()
    supply = (physicians / physicians.sum()).reindex(need.index, fill_value=0.0)
    told = verdicts_of(exempellan, "GP-SPREAD")["value"].dropna()

    assert len(told) == len(exempellan.units) - 1
    assert told.to_numpy() == pytest.approx((supply / part)[told.index].to_numpy())
    whole = verdicts_of(exempellan, "GP-SPREAD", "region")["value"]
    assert whole.to_list() == pytest.approx([(supply - part).abs().sum() / 2])


def test_every_vardcentral_is_told_what_its_closure_would_mean(exempellan):
    everyone = exempellan.closures.query("group == 'all'").set_index("site_id")
    sites = exempellan.sites.loc[is_vardcentral(exempellan.sites)]

    assert list(everyone.index) == list(sites.index)
    assert everyone["people"].tolist() == pytest.approx(sites["people_nearest"].tolist())
    assert (everyone["pushed"] <= everyone["people"]).all()


def test_everything_says_that_the_data_are_synthetic(exempellan_run):
    import zipfile  # noqa: PLC0415

    pages = [exempellan_run / "map.html", *(exempellan_run / "reports").glob("*.html")]
    for page in pages:
        assert "Syntetiska data" in page.read_text("utf-8"), page.name
    with zipfile.ZipFile(exempellan_run / "tables.xlsx") as book:
        assert "Syntetiska data" in book.read("xl/sharedStrings.xml").decode()
    assert '"synthetic": true' in (exempellan_run / "manifest.json").read_text("utf-8")


def test_the_planted_commuters_are_listed_in_the_city_though_they_have_care_nearer(exempellan):
    planted, flows = PLANTED["listing"], exempellan.leakage
    mine = flows.loc[flows["subject_id"].str.startswith(planted["unit"])]
    there = mine.loc[mine["to_unit_id"] == planted["to_unit"]].iloc[0]

    assert there["listed"] == planted["listed_there"]
    assert mine["listed"].sum() == planted["listed"]
    assert mine["cells_withheld"].sum() == planted["withheld_cells"]
    assert there["share_listed"] > 0.11
    assert there["share"] < 0.01


def test_all_of_the_listing_is_in_a_flow_or_named(exempellan):
    told = {n.code: n.places for n in exempellan.notices if n.code.startswith("GA-L54")}

    assert told["GA-L548"]["strangers"] == PLANTED["listing"]["without_area"]
    assert told["GA-L546"]["listed"] == round(exempellan.leakage["listed"].sum())
    withheld = told["GA-L547"]
    # Those of the areas in two units are lacking in both.
    assert exempellan.leakage["cells_withheld"].sum() >= withheld["n"]
    assert withheld["all"] == PLANTED["listing"]["rows"]
