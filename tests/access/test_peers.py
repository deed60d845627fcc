"""The same numbers as others print: PySAL access, and the R package accessibility."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from towns import towns

from geoaccess.access import (
    Exponential,
    bfca,
    cumulative,
    cumulative_interval,
    e2sfca,
    gravity,
    nearest,
    spatial_availability,
    step,
    three_step_fca,
    two_step_fca,
)
from geoaccess.times import LONGEST_SECONDS, Times

ZONES = {10: 1.0, 20: 0.68, 30: 0.22}


def pysal(town, weight):
    """People, supply and pairs as PySAL access wants them: a long table of pairs in reach.

    What is worked round: it leaves origins out that reach nothing (reindexed), divides by a demand
    of zero (such sites give infinity or nothing; towns here have people everywhere), and its
    three-stage measure writes a column into the caller's table (each call gets its own).
    """
    _, columns, seconds = town.times.pairs()
    rows = np.nonzero(town.times.has_time)[0]
    costs = pd.DataFrame({"origin": rows, "dest": columns, "cost": seconds / 60})
    people = pd.DataFrame({"geoid": range(len(town.P)), "demand": town.P})
    supply = pd.DataFrame({"supply": town.S})
    return people, supply, costs, {"max_cost": 30, "weight_fn": weight}


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # its three-stage measure drops so
@settings(max_examples=8)
@given(towns(least_people=1))
def test_pysal_access_gives_the_same_catchments(town):
    from access import fca, weights  # noqa: PLC0415 -- only this test needs it

    zones = weights.step_fn(ZONES)
    mine = {
        "2": two_step_fca(town.times, town.people, town.supply, within_min=30),
        "e2": e2sfca(town.times, town.people, town.supply, decay=step(ZONES)),
        "3": three_step_fca(town.times, town.people, town.supply, decay=step(ZONES)),
    }
    theirs = {}
    for name, stages, weight in (
        ("2", fca.two_stage_fca, None),
        ("e2", fca.two_stage_fca, zones),
        ("3", fca.three_stage_fca, zones),
    ):
        people, supply, costs, choices = pysal(town, weight)
        assume((costs["cost"] <= 30).any())  # with nobody in reach it has no tables to join
        theirs[name] = stages(people, supply, costs, **choices)

    for name, found in theirs.items():
        wanted = found.reindex(range(len(town.P))).fillna(0.0)
        assert mine[name].per_origin.fillna(0.0).tolist() == pytest.approx(wanted.tolist())


@pytest.fixture(scope="module")
def belo_horizonte(shared_data):
    """898 cells of Belo Horizonte, all pairs by public transport (from R's accessibility)."""
    pairs = pd.read_parquet(shared_data / "reference" / "travel_matrix.parquet")
    land = pd.read_parquet(shared_data / "reference" / "land_use_data.parquet").set_index("id")
    place = {cell: number for number, cell in enumerate(land.index)}
    rows, columns = pairs["from_id"].map(place), pairs["to_id"].map(place)
    seconds = np.full((len(land), len(land)), 65532, dtype=np.uint16)
    seconds[rows, columns] = np.rint(pairs["travel_time"] * 60)
    assert seconds[rows, columns].max() <= LONGEST_SECONDS
    cells = tuple(land.index)
    times = Times("transit", cells, cells, seconds, cutoff=LONGEST_SECONDS)
    return times, land


def printed(found, order, *values):
    """What the R package's vignette prints of its first cells."""
    assert found.reindex(order).tolist() == pytest.approx(list(values), rel=1e-6)


SORTED = [f"89a881a5{end}ffff" for end in ("a2b", "a2f", "a67", "a6b", "a6f", "b03")]
AS_GIVEN = [f"89a88cd{end}ffff" for end in ("b57b", "b597", "b5b3", "b5cf", "909b", "90b7")]


def test_r_accessibility_prints_the_same_for_belo_horizonte(belo_horizonte):
    """Printed in the vignette "Introduction to accessibility" of accessibility 1.4 (MIT)."""
    times, land = belo_horizonte
    people, jobs, schools = land["population"], land["jobs"], land["schools"]
    widest = LONGEST_SECONDS

    schools_at = times.select_sites(land.index[schools > 0].tolist())
    printed(nearest(schools_at)["minutes"], SORTED, 29, 24, 28, 33, 32, 17)
    printed(
        cumulative(times, jobs, within_min=30).per_origin,
        SORTED,
        14561,
        29452,
        16647,
        10700,
        6669,
        37029,
    )
    interval = cumulative_interval(times, jobs, limits_min=range(40, 61), summary=np.mean)
    printed(np.floor(interval.per_origin), AS_GIVEN, 311965, 249416, 302515, 373386, 308429, 344118)
    median = cumulative_interval(times, schools, limits_min=range(20, 31))
    printed(median.per_origin, AS_GIVEN, 0, 14, 17, 4, 6, 12)
    printed(
        gravity(times, schools, decay=Exponential(reach_s=widest, rate_per_s=0.2 / 60)).per_origin,
        AS_GIVEN,
        0.03041853,
        1.15549493,
        0.56519126,
        0.19852152,
        0.41378042,
        0.95737555,
    )
    steep = Exponential(reach_s=widest, rate_per_s=0.5 / 60)
    printed(
        bfca(times, people, jobs, decay=steep).per_origin,
        AS_GIVEN,
        0.10280082,
        0.30930287,
        0.07288551,
        0.09759117,
        0.07390234,
        1.22525579,
    )
    slow = Exponential(reach_s=widest, rate_per_s=0.1 / 60)
    printed(
        spatial_availability(times, people, jobs, decay=slow).per_origin,
        AS_GIVEN,
        186.0876,
        140.0738,
        736.5830,
        900.9284,
        0.0,
        204.7962,
    )


def test_pysal_access_gave_the_same_for_belo_horizonte(belo_horizonte, shared_data):
    times, land = belo_horizonte
    theirs = pd.read_parquet(shared_data / "reference" / "bho_898cells_pysal_access.parquet")
    people, jobs = land["population"], land["jobs"]
    zones = step({15: 1.0, 30: 0.68, 45: 0.22})

    for name, found in (
        ("2sfca45_jobs", two_step_fca(times, people, jobs, within_min=45)),
        ("e2sfca_jobs", e2sfca(times, people, jobs, decay=zones)),
        ("3sfca_jobs", three_step_fca(times, people, jobs, decay=zones)),
    ):
        wanted = theirs[name].reindex(times.origins)
        assert found.per_origin.tolist() == pytest.approx(wanted.fillna(0.0).tolist(), rel=1e-9)
