"""Which cluster a run says an area is in, on a board where the truth is planted."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import box

from geoaccess.access import need_access_clusters, neighbours
from geoaccess.errors import NoticeList
from geoaccess.pipeline.clusters import clusters_of
from geoaccess.pipeline.measured import measure
from geoaccess.result.clusters import CLUSTERS, NOT_ASSESSED, NOT_SIGNIFICANT
from geoaccess.result.view import published_view

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover

SIDE = 8
FAR = [f"{r}{c}" for r in range(3) for c in range(3)]
NEAR = [f"{r}{c}" for r in range(5, 8) for c in range(5, 8)]
HEART_OF_FAR, HEART_OF_NEAR = ["00", "01", "10", "11"], ["66", "67", "76", "77"]


@pytest.fixture(scope="module")
def world(small):
    """The small region's pack and evidence: what the board is judged by."""
    prepared = small.make_prepared()
    return prepared.pack, measure(prepared, NoticeList()).evidence


def board(**changes):
    """A board of squares: in one corner need is high and ways long, in the other both are low."""
    rng = np.random.default_rng(9)
    places = [(r, c) for r in range(SIDE) for c in range(SIDE)]
    areas = gpd.GeoDataFrame(
        {
            "people": 900.0,
            "coverage": 1.0,
            "need_index": 1 + rng.normal(size=SIDE**2) / 20,
            "minutes_median": 10 + rng.normal(size=SIDE**2),
            "minutes_status": "ok",
            "mode": "car",
        },
        geometry=[box(100 * c, 100 * r, 100 * c + 100, 100 * r + 100) for r, c in places],
        index=pd.Index([f"{r}{c}" for r, c in places], name="area_id"),
        crs=3006,
    )
    areas.loc[FAR, ["need_index", "minutes_median"]] += [0.4, 9]
    areas.loc[NEAR, ["need_index", "minutes_median"]] -= [0.4, 7]
    for column, (ids, value) in changes.items():
        areas.loc[ids, column] = value
    return areas


def labels(world, areas, **evidence):
    pack, facts = world
    return clusters_of(pack, replace(facts, **evidence), areas, NoticeList()).labels


def test_high_need_among_long_ways_and_its_converse_are_found_where_they_are_planted(world):
    found = labels(world, board())["cluster"]

    assert (found[HEART_OF_FAR] == "high_need_long_ways").all()
    assert (found[HEART_OF_NEAR] == "low_need_short_ways").all()
    # An area beside a corner has neighbours in it, but none farther off has.
    around = {f"{r}{c}" for r in range(4) for c in range(4)}
    assert set(found.index[found == "high_need_long_ways"]) <= around
    opposite = {f"{r}{c}" for r in range(4, 8) for c in range(4, 8)}
    assert set(found.index[found == "low_need_short_ways"]) <= opposite
    assert (found == NOT_SIGNIFICANT).sum() > SIDE**2 / 2


def test_need_that_goes_against_the_ways_has_the_two_other_labels(world):
    turned = board()
    turned["need_index"] = 2 - turned["need_index"]

    found = labels(world, turned)["cluster"]

    assert (found[HEART_OF_FAR] == "low_need_long_ways").all()
    assert (found[HEART_OF_NEAR] == "high_need_short_ways").all()


def test_the_order_of_areas_and_a_second_run_change_nothing(world):
    areas = board()
    shuffled = areas.sample(frac=1, random_state=3)

    one, other = labels(world, areas), labels(world, shuffled)

    pd.testing.assert_frame_equal(one, labels(world, areas))
    pd.testing.assert_frame_equal(one, other.reindex(one.index))
    assert other.index.equals(shuffled.index)


def test_another_level_and_number_of_draws_are_the_packs_to_choose(world):
    pack, facts = world
    strict = pack.model_copy(
        update={"clusters": pack.clusters.model_copy(update={"permutations": 99})}
    )

    # With 99 draws no p is below 0.02: of 64 areas too few can pass.
    found = clusters_of(strict, facts, board(), NoticeList()).labels["cluster"]

    assert set(found) == {NOT_SIGNIFICANT}


@pytest.mark.parametrize("status", ["unreachable", "beyond_cutoff", "no_service"])
def test_the_worst_access_counts_as_the_limit_and_is_told(world, status):
    pack, facts = world
    areas = board(minutes_median=(FAR, np.nan), minutes_status=(FAR, status))

    found = clusters_of(pack, facts, areas, NoticeList())

    assert (found.labels.loc[HEART_OF_FAR, "cluster"] == "high_need_long_ways").all()
    assert set(found.patterns["areas_at_limit"]) == {len(FAR)}
    at_limit = labels(world, board(minutes_median=(FAR, facts.cutoffs["car"] / 60)))
    pd.testing.assert_frame_equal(found.labels, at_limit)


def test_what_is_not_known_is_not_assessed_says_why_and_moves_no_neighbour(world):
    areas = board(
        people=(["03"], 10.0),
        need_index=(["04"], np.nan),
        minutes_median=(["05"], np.nan),
        minutes_status=(["05"], "no_data"),
        coverage=(["06"], 0.5),
    )
    areas.loc["island"] = areas.loc["44"]
    areas.geometry = areas.geometry.where(areas.index != "island", box(9e3, 0, 9.1e3, 100))

    found = labels(world, areas)

    told = found.loc[found["cluster"] == NOT_ASSESSED, "cluster_why_not"].to_dict()
    assert told == {
        "03": "too_few_people",
        "04": "no_need",
        "05": "no_time",
        "06": "no_time",
        "island": "no_neighbours",
    }
    assert (found.loc[found["cluster"] != NOT_ASSESSED, "cluster_why_not"] == "").all()
    without = labels(world, areas.drop(index=list(told)))
    pd.testing.assert_frame_equal(found.drop(index=list(told)), without)


def test_an_area_whose_only_neighbours_are_not_assessed_is_an_island(world):
    areas = board(need_index=(["01", "10", "11"], np.nan))

    found = labels(world, areas)

    assert found.loc["00", "cluster_why_not"] == "no_neighbours"


def test_nothing_is_said_of_a_short_list_of_few_areas_or_of_no_differences(world):
    cases = {
        "access_not_judged": labels(world, board(), sites_found=1, sites_expected=10),
        "too_few_areas": labels(world, board().head(19)),
        "all_alike": labels(world, board(minutes_median=(slice(None), 5.0))),
    }

    for why, found in cases.items():
        assert set(found["cluster"]) == {NOT_ASSESSED}, why
        assert set(found["cluster_why_not"]) == {why}


def test_the_region_s_patterns_are_those_that_were_planted(world):
    pack, facts = world
    rng = np.random.default_rng(1)
    scattered = board(need_index=(slice(None), rng.normal(size=SIDE**2)))

    planted = clusters_of(pack, facts, board(), NoticeList()).patterns.set_index("pattern")
    noise = clusters_of(pack, facts, scattered, NoticeList()).patterns.set_index("pattern")

    assert planted.loc["moran_need", "value"] > 0.3
    assert planted.loc["moran_need", "finding_en"].startswith("Neighbours are more alike")
    assert noise.loc["moran_need", "finding_en"].startswith("Neighbours may be as alike")
    # Ways are long where need is high, so need and short ways go against each other.
    assert planted.loc["correlation", "value"] < -0.5
    assert abs(noise.loc["correlation", "value"]) < 0.3


def test_labels_follow_from_what_is_published_and_so_tell_nothing_more(exempellan):
    areas = published_view(exempellan, "run").areas.sort_index()
    known = areas[areas["cluster"] != NOT_ASSESSED]
    how = exempellan.parameters["rules"]["clusters"]

    found = need_access_clusters(
        known["need_index"],
        known["minutes_median"],
        neighbours(known.geometry, tolerance_m=how["touch_m"]),
        poor_access="high",
        seed=how["seed"],
        permutations=how["permutations"],
        fdr=how["level"],
    ).table

    words = {"HL": "high_need_long_ways", "LL": "low_need_long_ways"}
    words |= {"HH": "high_need_short_ways", "LH": "low_need_short_ways"}
    told = found["label"].map(words | {NOT_SIGNIFICANT: NOT_SIGNIFICANT})
    assert told.to_dict() == known["cluster"].to_dict()
    assert set(told) & CLUSTERS.keys()
