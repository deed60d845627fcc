"""Numbers that are no counts but would give one: ratios, percentiles, supply that is shared out."""

import pytest

from geoaccess.result.view import published_view

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover

PEOPLE = ("statistics[0]",)
LISTED = [float("nan"), 3.0, 1815.0, 900.0]


def view(small, confidential=(), *, sites=None, disclosure=None, **people):
    given = {name: float(count) for name, count in (small.PLAIN | people).items()}
    study = {} if disclosure is None else {"disclosure": disclosure}
    result = small.make_result(people=given, confidential=confidential, sites=sites, **study)
    return published_view(result, "run")


def sentence(published, subject):
    rows = published.verdicts
    return rows.loc[(rows["rule_id"] == "CAP") & (rows["subject_id"] == subject)].iloc[0]


def test_listed_per_place_is_hidden_with_the_listed(small):
    sites = small.small_sites(listed=LISTED)

    hidden = sentence(view(small, ("sites[0]",), sites=sites), "s1")
    shown = sentence(view(small, sites=sites), "s1")

    assert "(not shown) per place" in hidden["sentence_en"]
    assert "3 listed" in shown["sentence_en"]
    assert "(not shown)" not in shown["sentence_en"]


@pytest.mark.parametrize("mode", ["suppress", "round"])
def test_need_per_place_and_missing_physicians_are_not_said_of_a_unit_with_hidden_people(
    small, mode
):
    held = sentence(view(small, PEOPLE, disclosure={"mode": mode}, p51=3), "9802-soder")
    told = sentence(view(small, p51=3), "9802-soder")

    assert told["sentence_en"].count("(not shown)") == 0
    assert held["sentence_en"].count("(not shown)") == 3
    assert held["value_status"] == "suppressed"


def test_percentiles_of_a_small_region_are_whole_where_people_are_confidential(small):
    columns = ["need_percentile", "need_percentile_low", "need_percentile_high"]

    held, told = (view(small, roles).areas[columns] for roles in (PEOPLE, ()))

    assert held.stack().mod(1).eq(0).all()
    assert not told.stack().mod(1).eq(0).all()
    assert (told - held).stack().between(0, 1, inclusive="left").all()


def test_the_percentile_in_the_reasons_is_the_one_in_the_table(small):
    areas = view(small, PEOPLE, disclosure={"mode": "round"}).areas

    for _, row in areas.loc[areas["flag"] != "not_assessable"].iterrows():
        assert f"{row['need_percentile']:.0f}% of the region's people" in row["reasons_en"]


def test_supply_that_is_shared_out_has_two_decimals_where_people_are_confidential(small):
    columns = ["spar", "supply_per_1000"]

    held, told = (view(small, roles).areas[columns].stack() for roles in (PEOPLE, ()))

    assert (held * 100).sub((held * 100).round()).abs().max() < 1e-9
    assert (told - held).abs().max() <= 0.005 + 1e-9
    assert not held.equals(told)
