"""Measures of inequality against plain loops, by hand, and against published numbers."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.access import (
    Resampling,
    access_poverty,
    atkinson,
    bounded_concentration,
    concentration_index,
    gini,
    hoover,
    lorenz,
    need_gradient,
    palma,
    quintile_gap,
    theil_l,
    theil_t,
)
from geoaccess.errors import InputError
from geoaccess.need import need_quintile, relative_rank

few = settings(max_examples=40)
ROWS = st.lists(
    st.tuples(st.integers(1, 30), st.integers(0, 4), st.integers(1, 9), st.sampled_from("uvw")),
    min_size=2,
    max_size=8,
)
UNEQUAL = {
    "gini": gini,
    "hoover": hoover,
    "atkinson a half": lambda y, w: atkinson(y, w, aversion=0.5),
    "atkinson one": lambda y, w: atkinson(y, w, aversion=1),
    "atkinson two": lambda y, w: atkinson(y, w, aversion=2),
    "theil t": theil_t,
    "theil l": theil_l,
}
RANKED = {
    "concentration": concentration_index,
    "wagstaff": lambda y, n, w: bounded_concentration(y, n, w, kind="wagstaff", bounds=(0, 60)),
    "erreygers": lambda y, n, w: bounded_concentration(y, n, w, kind="erreygers", bounds=(0, 60)),
    "gap": quintile_gap,
    "gap to all": lambda y, n, w: quintile_gap(y, n, w, against="all"),
    "palma": palma,
}


def columns(rows):
    """Measure, need, people and unit of each row, as Series."""
    table = pd.DataFrame(rows, columns=["value", "need", "people", "unit"])
    table.index = [f"a{i}" for i in table.index]
    return table["value"] / 1, table["need"] / 1, table["people"], table["unit"]


def loop_of(name, rows):
    """A measure of inequality between people, in plain loops."""
    total = sum(w for _, _, w, _ in rows)
    mean = sum(w * y for y, _, w, _ in rows) / total
    if name == "gini":
        apart = sum(v * w * abs(x - y) for x, _, v, _ in rows for y, _, w, _ in rows)
        return apart / (2 * mean * total**2)
    if name == "hoover":
        return sum(abs(w * y / (total * mean) - w / total) for y, _, w, _ in rows) / 2
    if name == "theil t":
        return sum(w / total * y / mean * math.log(y / mean) for y, _, w, _ in rows)
    if name == "theil l":
        return sum(w / total * math.log(mean / y) for y, _, w, _ in rows)
    power = {"atkinson a half": 0.5, "atkinson two": -1}.get(name)
    if power is None:
        return 1 - math.prod(y ** (w / total) for y, _, w, _ in rows) / mean
    return 1 - sum(w / total * y**power for y, _, w, _ in rows) ** (1 / power) / mean


def ridits(rows):
    """Mean ridit of each row: people with less need, and half of those with the same."""
    total = sum(w for _, _, w, _ in rows)
    return [
        (sum(w for _, m, w, _ in rows if m < n) + sum(w for _, m, w, _ in rows if m == n) / 2)
        / total
        for _, n, _, _ in rows
    ]


def concentration_by_loop(rows):
    """The index and its analytic standard error, in plain loops over persons' shares."""
    total = sum(w for _, _, w, _ in rows)
    mean = sum(w * y for y, _, w, _ in rows) / total
    rank = ridits(rows)
    pairs = list(zip(rows, rank, strict=True))
    index = 2 / mean * sum(w / total * y * r for (y, _, w, _), r in pairs) - 1
    squares = 0.0
    for (y, n, w, _), r in pairs:
        before = sum(v * x for x, m, v, _ in rows if m < n) / total / mean
        after = sum(v * x for x, m, v, _ in rows if m <= n) / total / mean
        squares += w / total * (y / mean * (2 * r - 1 - index) + 2 - before - after) ** 2
    variance = (squares - (1 + index) ** 2) / len(rows)
    return index, math.sqrt(max(variance, 0))


@few
@given(ROWS, st.sampled_from(sorted(UNEQUAL)))
def test_a_measure_of_inequality_is_its_formula_in_plain_loops(rows, name):
    value, _, people, _ = columns(rows)

    assert UNEQUAL[name](value, people).value == pytest.approx(loop_of(name, rows), abs=1e-9)


@few
@given(ROWS, st.sampled_from(sorted(UNEQUAL)), st.integers(2, 9))
def test_inequality_sees_neither_unit_of_measure_nor_size_nor_how_areas_are_cut(rows, name, k):
    value, _, people, _ = columns(rows)
    measure = UNEQUAL[name]
    here = measure(value, people).value
    halves = pd.concat([people / 2, (people / 2).rename(lambda i: i + "'")])
    twice = pd.concat([value, value.rename(lambda i: i + "'")])

    assert measure(value * k, people).value == pytest.approx(here, abs=1e-9)
    assert measure(value, people * k).value == pytest.approx(here, abs=1e-9)
    assert measure(twice, halves).value == pytest.approx(here, abs=1e-9)
    assert measure(value[::-1], people).value == pytest.approx(here, abs=1e-12)


@pytest.mark.parametrize("name", sorted(UNEQUAL))
def test_moving_from_those_with_more_to_those_with_less_lowers_inequality(name):
    people = pd.Series([100, 100, 100])
    before = UNEQUAL[name](pd.Series([2.0, 5, 11]), people).value
    after = UNEQUAL[name](pd.Series([3.0, 5, 10]), people).value

    assert after < before
    assert UNEQUAL[name](pd.Series([6.0, 6, 6]), people).value == pytest.approx(0, abs=1e-12)


def test_gini_and_atkinson_are_those_of_the_r_package_ineq():
    """Example vector of ineq 0.2-13 (Zeileis), its help pages and their copies in test suites."""
    value = pd.Series([541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261])
    people = pd.Series([1] * 10)

    assert gini(value, people).value == pytest.approx(0.462091130267624, abs=1e-12)
    assert atkinson(value, people, aversion=0.5).value == pytest.approx(0.1796591, abs=5e-8)
    assert atkinson(value, people, aversion=1).value == pytest.approx(0.3518251, abs=5e-8)


def test_the_known_values_of_gini_and_hoover():
    equal = pd.Series([10] * 4)

    assert gini(pd.Series([1.0] * 4), equal).value == pytest.approx(0)
    assert gini(pd.Series([0.0, 0, 0, 1]), equal).value == 0.75
    assert gini(pd.Series([0.0] * 4), equal).value == 0
    assert hoover(pd.Series([1.0, 0.0]), pd.Series([5, 5])).value == 0.5
    curve = lorenz(pd.Series([0.0, 0, 0, 1]), equal)
    assert curve.to_numpy().tolist() == [[0, 0], [0.25, 0], [0.5, 0], [0.75, 0], [1, 1]]


def test_who_has_nothing_adds_nothing_to_theil_t():
    value, people = pd.Series([0.0, 0, 2, 4]), pd.Series([3, 1, 4, 2])
    unit = pd.Series([*"aabb"])
    found = theil_t(value, people, unit=unit)

    # Nearly nothing gives nearly the same, and a unit without any counts with no weight.
    assert found.value == pytest.approx(theil_t(value + 1e-12, people).value, abs=1e-9)
    assert found.within + found.between == pytest.approx(found.value)
    assert found.units.loc["a", ["mean", "index", "weight"]].tolist() == [0, 0, 0]
    assert found.within == pytest.approx(theil_t(value[2:], people[2:]).value)
    assert theil_t(value * 0, people, unit=unit).value == 0


@few
@given(ROWS, st.sampled_from([theil_t, theil_l]))
def test_theil_within_and_between_units_add_up_and_are_those_of_each_unit(rows, theil):
    value, _, people, unit = columns(rows)
    found = theil(value, people, unit=unit)
    means = (value * people).groupby(unit).sum() / people.groupby(unit).sum()

    assert found.within + found.between == pytest.approx(theil(value, people).value, abs=1e-12)
    assert found.between == pytest.approx(theil(unit.map(means), people).value, abs=1e-12)
    for name, row in found.units.iterrows():
        mine = unit == name
        assert row["index"] == pytest.approx(theil(value[mine], people[mine]).value, abs=1e-12)
    assert found.units["weight"].sum() == pytest.approx(1)
    assert found.units["people"].sum() == people.sum()


@few
@given(ROWS)
def test_the_concentration_index_and_its_standard_error_in_plain_loops(rows):
    value, need, people, _ = columns(rows)
    index, se = concentration_by_loop(rows)
    found = concentration_index(value, need, people)

    assert found.value == pytest.approx(index, abs=1e-9)
    assert found.se == pytest.approx(se, abs=1e-7)


@few
@given(ROWS, st.integers(2, 9), st.sampled_from(sorted(RANKED)))
def test_measures_by_need_see_neither_order_nor_size_nor_how_areas_are_cut(rows, k, name):
    value, need, people, _ = columns(rows)
    measure = RANKED[name]
    here = measure(value, need, people).value
    twice = [pd.concat([c, c.rename(lambda i: i + "'")]) for c in (value, need, people / 2)]

    assert measure(value[::-1], need, people).value == pytest.approx(here, abs=1e-9)
    assert measure(value, need, people * k).value == pytest.approx(here, abs=1e-9)
    assert measure(*twice).value == pytest.approx(here, abs=1e-9)
    assert measure(value, need * k + 1, people).value == pytest.approx(here, abs=1e-9)


def test_the_concentration_index_s_known_values():
    """Constant 0; all in the last of n equal areas (n-1)/n; reversed -(n-1)/n."""
    need, people = pd.Series([1.0, 2, 3, 4, 5]), pd.Series([10] * 5)

    def index(*values):
        return concentration_index(pd.Series(values, dtype=float), need, people).value

    assert index(3, 3, 3, 3, 3) == pytest.approx(0)
    assert index(0, 0, 0, 0, 1) == pytest.approx(0.8)
    assert index(1, 0, 0, 0, 0) == pytest.approx(-0.8)
    assert index(0, 0, 0, 0, 0) == 0


@few
@given(ROWS)
def test_the_convenient_regression_by_matrices_with_errors_clustered_by_unit(rows):
    value, need, people, unit = columns(rows)
    found = concentration_index(value, need, people, unit=unit)
    rank, w = np.array(ridits(rows)), people.to_numpy() / people.sum()
    if len(set(rank)) == 1:
        assert math.isnan(found.robust.se)
        return
    spread = w @ (rank - 0.5) ** 2
    y = 2 * spread * value.to_numpy() / (w @ value)
    x = np.column_stack([np.ones(len(rank)), rank])
    bread = np.linalg.inv(x.T @ (x * w[:, None]))
    beta = bread @ x.T @ (w * y)
    scores = (x * (w * (y - x @ beta))[:, None]).T
    meat = sum(
        np.outer(scores[:, mine].sum(axis=1), scores[:, mine].sum(axis=1))
        for mine in ((unit == u).to_numpy() for u in set(unit))
    )
    groups = unit.nunique()

    assert beta[1] == pytest.approx(found.value, abs=1e-9)
    assert found.robust.clusters == groups
    if groups > 1:
        variance = (bread @ meat @ bread)[1, 1] * groups / (groups - 1)
        assert found.robust.se == pytest.approx(math.sqrt(max(variance, 0)), abs=1e-7)
    else:
        assert math.isnan(found.robust.se)


@few
@given(ROWS)
def test_slope_and_relative_indices_are_the_weighted_line_s(rows):
    value, need, people, _ = columns(rows)
    found = need_gradient(value, need, people)
    rank = ridits(rows)
    if len(set(rank)) == 1:
        assert math.isnan(found.value)
        return
    slope, start = np.polyfit(rank, value, 1, w=np.sqrt(people))

    assert found.value == pytest.approx(slope, abs=1e-6)
    assert found.rii_mean == pytest.approx(slope / np.average(value, weights=people), abs=1e-6)
    if start > 1e-3:
        assert found.rii_ratio == pytest.approx((start + slope) / start, rel=1e-4)


def test_bounded_indices_are_the_concentration_index_scaled_and_mirror_the_rest():
    share, need = pd.Series([0.9, 0.8, 0.4]), pd.Series([1, 2, 3])
    people = pd.Series([10, 20, 30])
    c, mean = concentration_index(share, need, people).value, (9 + 16 + 12) / 60

    for kind, factor in (("wagstaff", 1 / (1 - mean)), ("erreygers", 4 * mean)):
        here = bounded_concentration(share, need, people, kind=kind)
        rest = bounded_concentration(1 - share, need, people, kind=kind)
        assert here.value == pytest.approx(factor * c)
        assert rest.value == pytest.approx(-here.value)
        assert rest.robust.se == pytest.approx(here.robust.se)


def test_fifths_are_those_of_the_need_index_and_compare_with_the_least_or_with_all():
    rng = np.random.default_rng(3)
    need = pd.Series(rng.integers(0, 12, 40), dtype=float)
    people, value = pd.Series(rng.integers(1, 90, 40)), pd.Series(rng.uniform(1, 9, 40))
    fifth = need_quintile(need, people)

    def mean(chosen):
        return np.average(value[chosen], weights=people[chosen])

    lowest, greatest = mean(fifth == fifth.min()), mean(fifth == fifth.max())
    found = quintile_gap(value, need, people)
    assert found.value == pytest.approx(greatest - lowest)
    assert found.ratio == pytest.approx(greatest / lowest)
    assert found.greatest_people == people[fifth == fifth.max()].sum()
    assert found.other_people == people[fifth == fifth.min()].sum()
    assert quintile_gap(value, need, people, against="all").value == pytest.approx(
        greatest - mean(fifth > 0)
    )
    rank = relative_rank(need, people)
    assert concentration_index(value, need, people).value == pytest.approx(
        2 * np.average(value * rank, weights=people) / mean(fifth > 0) - 1
    )


def test_a_ratio_to_nothing_is_endless_and_of_nothing_to_nothing_none():
    need, people = pd.Series([1, 2]), pd.Series([50, 50])

    assert quintile_gap(pd.Series([0.0, 2]), need, people).ratio == math.inf
    assert math.isnan(quintile_gap(pd.Series([0.0, 0]), need, people).ratio)
    assert palma(pd.Series([2.0, 0]), need, people).value == math.inf


def test_palma_cuts_an_area_by_its_people():
    # Best-off tenth: the first 5 of 50 people at 4 and 5 more at 2; worst-off 40 of 100: at 1.
    value, need = pd.Series([4.0, 2.0, 1.0]), pd.Series([1, 2, 3])

    found = palma(value, need, pd.Series([5, 45, 50]))

    assert found.value == pytest.approx((5 * 4 + 5 * 2) / 10 / 1)


@few
@given(ROWS, st.sampled_from([0, 1, 2]), st.sampled_from(["above", "below"]), st.integers(1, 30))
def test_poverty_of_access_in_plain_loops(rows, alpha, poor, line):
    value, _, people, _ = columns(rows)
    expected = 0.0
    for y, _, w, _ in rows:
        gap = (y - line) / line if poor == "above" else (line - y) / line
        if gap > 0:
            expected += w / people.sum() * gap**alpha
    found = access_poverty(value, people, line=line, alpha=alpha, poor=poor)

    assert found.value == pytest.approx(expected)
    assert (found.line, found.poor) == (line, poor)


def test_areas_of_unknown_need_or_measure_are_counted_apart_and_empty_ones_passed_over():
    value = pd.Series([1.0, None, 3, 4, math.inf], list("abcde"))
    need = pd.Series([1.0, 2, None, 4, 5], list("abcde"))
    people = pd.Series([10, 20, 30, 40, 0], list("abcde"))

    found = concentration_index(value, need, people)

    assert (found.basis.areas, found.basis.people) == (2, 50)
    assert (found.basis.left_out.areas, found.basis.left_out.people) == (2, 50)
    assert found.value == concentration_index(value[["a", "d"]], need, people).value
    assert value.isna().sum() == 1


def test_what_has_no_meaning_is_refused_with_the_areas_all_at_once():
    value = pd.Series([-1.0, math.inf, 1], list("abc"))

    with pytest.raises(InputError) as refused:
        gini(value, pd.Series([1, 1], ["a", "b"]))

    assert [(n.code, n.places["areas"]) for n in refused.value.notices] == [
        ("GA-E001", "c"),
        ("GA-E003", "b"),
        ("GA-E004", "a"),
    ]
    with pytest.raises(InputError, match=r"has no logarithm: 1 \(b\)"):
        theil_l(pd.Series({"a": 1.0, "b": 0.0}), pd.Series({"a": 1, "b": 1}))
    with pytest.raises(InputError, match="not above 0"):
        atkinson(pd.Series({"a": 1.0, "b": 0.0}), pd.Series({"a": 1, "b": 1}), aversion=1)


def planted(slope, units=20, each=5):
    """Units of areas: a measure that rises with need by `slope`, and units that differ."""
    rng = np.random.default_rng(11)
    unit = np.repeat(np.arange(units), each)
    need = rng.normal(size=units * each) + rng.normal(size=units)[unit]
    value = 10 + slope * need + rng.normal(size=units)[unit] / 2
    index = [f"a{i:03d}" for i in range(units * each)]
    rows = (value, need, rng.integers(50, 150, units * each), [f"u{u:02d}" for u in unit])
    return [pd.Series(row, index) for row in rows]


HOW = Resampling(draw="units", seed=7, draws=199)


def test_an_interval_finds_a_planted_gradient_and_none_where_there_is_none():
    for slope in (-1.0, 0.0, 1.0):
        value, need, people, unit = planted(slope)
        gap = quintile_gap(value, need, people, unit=unit, resampling=HOW)
        index = concentration_index(value, need, people, unit=unit, resampling=HOW)
        slope_index = need_gradient(value, need, people, unit=unit, resampling=HOW)
        erreygers = bounded_concentration(
            value, need, people, kind="erreygers", bounds=(0, 30), unit=unit, resampling=HOW
        )
        for found in (gap, index, slope_index, erreygers):
            low, high = found.interval.low, found.interval.high
            assert low < found.value < high
            assert (low > 0, high < 0) == (slope > 0, slope < 0)
            assert (found.interval.drawn, found.interval.undefined) == (20, 0)
        assert (gap.ratio_interval.low > 1, gap.ratio_interval.high < 1) == (slope > 0, slope < 0)
        ratio = slope_index.rii_ratio_interval
        assert (ratio.low > 1, ratio.high < 1) == (slope > 0, slope < 0)


def test_drawing_whole_units_is_wider_where_areas_of_a_unit_are_alike():
    value, need, people, unit = planted(0.0)
    value, need = (series.groupby(unit).transform("mean") for series in (value, need))
    areas = Resampling(draw="areas", seed=7, draws=199)

    by_unit = concentration_index(value, need, people, unit=unit, resampling=HOW).interval
    by_area = concentration_index(value, need, people, unit=unit, resampling=areas).interval
    alone = concentration_index(value, need, people, resampling=areas).interval

    width = [each.high - each.low for each in (by_area, alone, by_unit)]
    assert sorted(width) == width
    assert width[0] < width[1] / 2  # areas of a unit are the same: only who they stand for varies


@pytest.mark.parametrize("draw", ["units", "areas"])
def test_what_areas_and_units_are_called_changes_no_interval(draw):
    rng = np.random.default_rng(1)
    value, need, people = (pd.Series(rng.uniform(1, 9, 21)) for _ in range(3))
    unit = pd.Series([f"u{number % 7}" for number in range(21)])
    how = Resampling(draw=draw, seed=5, draws=99)
    called = [f"x{number:02d}" for number in reversed(range(21))]
    others = unit.map({f"u{number}": f"y{6 - number}" for number in range(7)})

    found = quintile_gap(value, need, people, unit=unit, resampling=how)
    renamed = quintile_gap(
        *(each.set_axis(called) for each in (value, need, people)),
        unit=others.set_axis(called),
        resampling=how,
    )

    assert renamed.interval == found.interval


def test_an_interval_is_the_plain_loop_over_its_draws_and_stays_when_rows_are_turned():
    value, need, people, unit = planted(0.5, units=4, each=3)
    how = Resampling(draw="units", seed=5, draws=99)
    found = quintile_gap(value, need, people, unit=unit, resampling=how)
    turned = quintile_gap(value[::-1], need[::-1], people, unit=unit, resampling=how)
    other = Resampling(draw="units", seed=6, draws=99)

    drawn = np.random.default_rng(5).integers(0, 4, size=(99, 4))
    gaps = []
    for units in drawn:
        names = [[i for i in value.index if unit[i] == f"u{u:02d}"] for u in units]
        rows = [i for each in names for i in each]
        table = pd.DataFrame(
            {"v": value[rows].to_numpy(), "n": need[rows].to_numpy(), "p": people[rows].to_numpy()}
        )
        gaps.append(quintile_gap(table["v"], table["n"], table["p"]).value)
    gaps.sort()

    assert (found.interval.low, found.interval.high) == pytest.approx((gaps[2], gaps[96]))
    assert (found.interval.low, found.interval.high) == pytest.approx(
        (turned.interval.low, turned.interval.high)
    )
    again = quintile_gap(value, need, people, unit=unit, resampling=other).interval
    assert again.low != found.interval.low


def test_areas_are_drawn_within_their_units_and_lone_ones_together():
    value = pd.Series([1.0, 1, 9, 9, 3, 4, 5, 6])
    need, people = pd.Series(range(8)), pd.Series([1] * 8)
    unit = pd.Series([*"xxyy", *"pqrs"])
    how = Resampling(draw="areas", seed=1, draws=99)

    # Inside x and y all are the same, and p to s are not counted: nothing can vary.
    same = concentration_index(
        value,
        pd.Series([*"11225555"]).astype(float),
        people.where(people.index < 4, 0),
        unit=unit,
        resampling=how,
    )
    lone = concentration_index(
        value, need, people.where(people.index >= 4, 0), unit=unit, resampling=how
    )

    assert same.interval.low == same.interval.high == pytest.approx(same.value)
    assert lone.interval.low < lone.value < lone.interval.high


def test_the_analytic_error_is_about_the_spread_over_samples():
    """Kakwani et al.'s variance against 200 samples of 150 independent areas."""
    rng = np.random.default_rng(2)
    people = pd.Series([1] * 150)
    found = []
    for _ in range(200):
        need = pd.Series(rng.uniform(size=150))
        found.append(concentration_index(rng.exponential(size=150) + need, need, people))

    spread = np.std([each.value for each in found])
    assert np.mean([each.se for each in found]) == pytest.approx(spread, rel=0.15)
    assert np.mean([each.robust.se for each in found]) == pytest.approx(spread, rel=0.15)


def test_choices_that_have_no_meaning_are_refused():
    value, people = pd.Series([1.0, 2]), pd.Series([1, 1])

    with pytest.raises(ValueError, match="aversion"):
        atkinson(value, people, aversion=0)
    with pytest.raises(ValueError, match="line"):
        access_poverty(value, people, line=0, alpha=0, poor="above")
    with pytest.raises(ValueError, match="draws"):
        Resampling(draw="areas", seed=1, draws=0)


def test_belo_horizonte_is_as_the_r_package_accessibility_prints_it(shared_data):
    """Jobs within 30 minutes: the outputs in the vignette "Calculating accessibility inequality
    and poverty" of the R package accessibility (Herszenhut et al.), on its sample data.

    Its concentration index breaks ties of income by row, and its Palma ratio moves whole cells
    over the cuts, so those agree to within that.
    """
    folder = shared_data / "reference"
    cells = pd.read_parquet(folder / "land_use_data.parquet").set_index("id")
    pairs = pd.read_parquet(folder / "travel_matrix.parquet")
    near = pairs[pairs["travel_time"] <= 30]
    jobs = near["to_id"].map(cells["jobs"]).groupby(near["from_id"]).sum()
    jobs = jobs.reindex(cells.index, fill_value=0).astype(float)
    people, need = cells["population"], -cells["income_per_capita"]
    decile = theil_t(jobs.where(people > 0), people, unit=cells["income_decile"].astype(str))
    erreygers = bounded_concentration(
        jobs, need, people, kind="erreygers", bounds=(jobs.min(), jobs.max())
    )
    poor = [
        access_poverty(jobs, people, line=50_000, alpha=alpha, poor="below").value
        for alpha in (0, 1, 2)
    ]

    assert gini(jobs, people).value == pytest.approx(0.4715251, abs=5e-8)
    assert decile.value == pytest.approx(0.3616631, abs=5e-8)
    assert (decile.between, decile.within) == pytest.approx((0.1280753, 0.2335878), abs=5e-8)
    assert poor == pytest.approx([0.3923817, 0.1776241, 0.1010123], abs=5e-8)
    assert erreygers.value == pytest.approx(-0.3346494, abs=5e-5)
    assert palma(jobs, need, people).value == pytest.approx(3.800465, rel=0.01)
