"""How even access is and whether it follows need, of what a study shows: region and units."""

import numpy as np
import pytest

from geoaccess.messages import translator
from geoaccess.principles.wording import Number
from geoaccess.result.equity import EQUITY_NUMBERS
from geoaccess.result.view import published_view

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover

NEAR = {"measures": ["cumulative"], "reach_min": 10}
SUPPLY = {"s1": 2.0, "s2": 1.5, "s3": 1.0}
TOLD = [name for name in EQUITY_NUMBERS if not name.startswith("theil")]
FIVE_AREAS = {"min_areas": 2, "draws": 199}


@pytest.fixture(scope="module")
def judged(small):
    """The small region judged where five areas are enough, with some of the world otherwise."""

    held = {}

    def result(**given):
        key = repr(given)
        if key not in held:
            prepared = small.make_prepared(**({"access": NEAR} | given))
            held[key] = small.judge(small.with_check(prepared, "quintile_gap", **FIVE_AREAS))
        return held[key]

    return result


def row(table, measure, subject="region"):
    rows = table[(table["measure"] == measure) & (table["subject_id"] == subject)]
    return rows.iloc[0]


def areas_by_hand(small, here):
    """Value, need and people of areas: all supply within ten minutes, in loops over people."""
    found = {}
    for point, people in small.PLAIN.items():
        if here(small.UNIT_OF[point]):
            ways = zip(small.SITES, small.SECONDS[point], strict=True)
            value = sum(SUPPLY.get(site, 0) for site, seconds in ways if seconds <= 600)
            area = small.AREA_OF[point]
            had, lived = found.get(area, (0.0, 0))
            found[area] = had + value * people, lived + people
    return [(had / n, small.NEED[area], n) for area, (had, n) in sorted(found.items())]


@pytest.mark.parametrize("subject", ["region", "9801-norr", "9802-soder"])
def test_numbers_reckoned_by_hand_in_loops(small, judged, subject):
    told = row(judged().equity, "cumulative", subject)
    rows = areas_by_hand(small, lambda unit: subject in {"region", unit})
    total = sum(n for *_, n in rows)
    mean = sum(y * n for y, _, n in rows) / total

    def rank(need):
        below = sum(n for _, other, n in rows if other < need)
        return (below + sum(n for _, other, n in rows if other == need) / 2) / total

    pairs = [(a, b) for a in rows for b in rows]
    even = sum(abs(a[0] - b[0]) * a[2] * b[2] for a, b in pairs) / (2 * mean * total**2)
    index = 2 / mean * sum(n / total * y * rank(need) for y, need, n in rows) - 1
    fifth = {int(5 * rank(need)): [] for _, need, _ in rows}
    for y, need, n in rows:
        fifth[int(5 * rank(need))].append((y, n))
    least, most = (
        sum(y * n for y, n in fifth[end]) / sum(n for _, n in fifth[end])
        for end in (min(fifth), max(fifth))
    )

    assert told["areas"] == len(rows)
    assert told["mean"] == pytest.approx(mean)
    assert told["gini"] == pytest.approx(even)
    assert told["hoover"] == pytest.approx(
        sum(abs(y / mean - 1) * n for y, _, n in rows) / total / 2
    )
    assert told["concentration"] == pytest.approx(index)
    assert told["concentration_low"] <= told["concentration"] <= told["concentration_high"]
    assert told["gap"] == pytest.approx(most - least)


def test_parts_of_theil_are_of_the_region_alone_and_add_up(judged):
    table = judged().equity

    region = row(table, "cumulative")
    assert region["theil_within"] + region["theil_between"] == pytest.approx(region["theil"])
    units = table[(table["scope"] == "unit") & table["theil"].notna()]
    assert len(units)
    assert units[["theil_within", "theil_between"]].isna().all(axis=None)


def distances(small, *, rising):
    """Ways to every site that get longer, or shorter, with the area's need."""
    by_need = sorted(small.NEED, key=small.NEED.get, reverse=not rising)
    return {
        point: tuple(60 + 300 * by_need.index(area) + 60 * n for n in range(len(small.SITES)))
        for point, area in small.AREA_OF.items()
    }


@pytest.mark.parametrize("rising", [True, False])
def test_a_planted_gradient_is_told_in_words_whichever_sign_the_measure_has(small, judged, rising):
    access = {"measures": ["gravity", "raam"], "reach_min": 30}
    table = judged(seconds=distances(small, rising=rising), access=access).equity
    wanted = "Access is less where need" if rising else "Access is better where need"

    supply, cost = row(table, "gravity"), row(table, "raam")
    assert supply["finding_en"].startswith(wanted)
    assert cost["finding_en"].startswith(wanted)
    assert (supply["concentration"] < 0) == (cost["concentration"] > 0) == rising
    assert (supply["gap"] < 0) == (cost["gap"] > 0) == rising
    assert "below 0 means less access" in supply["reading_en"]
    assert "above 0 means less access" in cost["reading_en"]


def test_the_index_of_being_within_the_threshold_is_the_one_in_the_verdict(exempellan):
    t = translator("en")
    verdicts = exempellan.verdicts
    verdicts = verdicts[verdicts["rule_id"] == "GP-EQUITY"].set_index("subject_id")["sentence_en"]
    table = exempellan.equity
    table = table[(table["measure"] == "share_within") & table["gini"].notna()]

    assert len(table) > 3
    for _, told in table.iterrows():
        low, index, high = (
            Number(told[f"concentration{end}"], 3).write(t, None) for end in ("_low", "", "_high")
        )
        said = f"is {index} (95% interval {low} to {high})"
        assert said in verdicts[told["subject_id"]], told["subject_id"]


def test_who_is_not_known_is_left_out_and_too_many_of_them_silence_a_subject(small, judged):
    sites = small.small_sites(fte_spec=[np.nan, 2.0, np.nan, 1.0])
    table = judged(sites=sites).equity

    told = row(table, "cumulative")
    assert told["share_left_out"] == pytest.approx(300 / 750)
    assert told[TOLD].drop("share_left_out").isna().all()
    assert told["finding_en"].startswith("Not told: need and access are known for fewer than 95%")


def test_endless_cost_is_in_no_mean_and_told_as_left_out(small, judged):
    people = {name: float(n) for name, n in small.PLAIN.items()} | {"p42": 10.0}
    told = row(judged(people=people, access={"measures": ["raam"]}).equity, "raam")

    assert told["share_left_out"] == pytest.approx(10 / 720)
    assert np.isfinite(told["mean"])


def test_few_areas_are_not_told_of(small):
    table = small.make_result(access=NEAR).equity

    assert table[TOLD].drop(columns="share_left_out").isna().all(axis=None)
    assert set(table["measure"]) == {"share_within", "cumulative"}
    assert row(table, "cumulative")["finding_sv"].startswith("Visas inte")


def test_an_incomplete_list_of_sites_silences_all(judged):
    expected = {"number": 40, "date": "2025-12-31", "source": "Påhittad"}
    table = judged(supply={"capacity": "fte", "expected_sites": expected}).equity

    assert table["gini"].isna().all()
    assert table["finding_en"].str.startswith("Access cannot be assessed").all()


def test_what_nobody_has_and_what_all_have_alike_are_told_apart(small, judged):
    nobody = dict.fromkeys(small.SECONDS, (1200,) * 4)
    alike = dict.fromkeys(small.SECONDS, (60,) * 4)

    assert row(judged(seconds=nobody).equity, "cumulative")["finding_en"] == "Nobody has any."
    assert row(judged(seconds=alike).equity, "cumulative")["finding_en"] == (
        "All areas have the same."
    )


@pytest.mark.parametrize("access", [NEAR | {"equity": False}, {"measures": ["huff"]}])
def test_it_is_not_shown_where_it_is_not_asked_for(judged, access):
    assert judged(access=access).equity.empty


def told_of(result):
    table = published_view(result, "run").equity
    shown = {status: set() for status in ("ok", "suppressed", "missing")}
    for _, one in table.iterrows():
        shown[one["gini_status"]].add((one["measure"], one["subject_id"]))
    return shown, table


@pytest.mark.parametrize(
    ("hidden", "silent"),
    [
        # Three live in 9803A0010: their unit's and the region's numbers weigh them.
        ({"p51": 3}, {("cumulative", "region"), ("share_within", "region")}),
        # Three of 9801A0010 are beyond the threshold: nobody hidden, but they follow from its unit.
        ({"p22": 3}, {("share_within", "9801-norr"), ("cumulative", "9801-norr")}),
    ],
)
def test_hidden_people_are_not_given_away_by_what_weighs_them(small, judged, hidden, silent):
    people = {name: float(n) for name, n in (small.PLAIN | hidden).items()}
    public, _ = told_of(judged(people=people))
    secret, table = told_of(judged(people=people, confidential=("statistics[0]",)))

    assert silent <= public["ok"]
    assert silent <= secret["suppressed"]
    quiet = table[table["gini_status"] == "suppressed"]
    assert quiet[list(EQUITY_NUMBERS)].isna().all(axis=None)
    assert set(quiet["finding_sv"]) | set(quiet["finding_en"]) == {""}
    gini = table["gini"].dropna()
    assert gini.tolist() == gini.round(3).tolist()
    # What has no number is still told why.
    assert (table.loc[table["gini_status"] == "missing", "finding_en"] != "").all()


def test_nothing_is_told_where_counts_are_rounded(judged):
    shown, table = told_of(judged(confidential=("statistics[0]",), disclosure={"mode": "round"}))

    assert not shown["ok"]
    assert table[list(EQUITY_NUMBERS)].isna().all(axis=None)
