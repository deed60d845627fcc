"""The compiled loops against the same loops uncompiled, and against plain sums."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from towns import towns

from geoaccess import compiled
from geoaccess.access import (
    Exponential,
    Weights,
    bfca,
    e2sfca,
    i2sfca,
    kernels,
    m2sfca,
    mh3sfca,
    step,
    three_step_fca,
)
from geoaccess.times import Times


def plain(loop):
    """The loop as Python runs it (with the compiler off it is that already)."""
    return getattr(loop, "py_func", loop)


@settings(max_examples=30)
@given(towns(), st.sampled_from([1, 2]), st.integers(0, 99))
def test_both_sums_are_plain_sums_over_pairs(town, power, seed):
    rng = np.random.default_rng(seed)
    x, y = rng.random(len(town.P)), rng.random(len(town.S))
    table = np.array(town.W()) ** power

    for times in (town.times, town.times.to_sparse()):
        weights = Weights(times, town.decay)
        assert weights.by_site(x, power=power).tolist() == pytest.approx((table.T @ x).tolist())
        assert weights.by_origin(y, power=power).tolist() == pytest.approx((table @ y).tolist())


@settings(max_examples=20)
@given(towns())
def test_compiled_loops_do_what_is_written(town):
    table = Weights(town.times, town.decay).table
    held = town.times.to_sparse()
    pairs = held.indptr, held.columns, held.seconds
    x, y = np.arange(1.0, len(town.P) + 1), np.arange(1.0, len(town.S) + 1)

    for loop, given_ in (
        (kernels.dense_by_origin, (town.times.seconds, table, y)),
        (kernels.dense_by_site, (town.times.seconds, table, x)),
        (kernels.sparse_by_origin, (*pairs, table, y)),
        (kernels.sparse_by_site, (*pairs, table, x, len(y))),
    ):
        assert loop(*given_).tolist() == plain(loop)(*given_).tolist()


@pytest.mark.parametrize("values", [[1.0], [1.0, np.nan], [1.0, np.inf], [[1.0, 2.0]]])
def test_values_that_would_spoil_a_sum_unseen_are_refused(values):
    times = Times("car", ("a", "b"), ("x", "y"), np.ones((2, 2), dtype=np.uint16), 3600)
    weights = Weights(times, step({30: 1.0}))

    for total in (weights.by_site, weights.by_origin):
        with pytest.raises(ValueError, match=r"values|missing"):
            total(values)


def test_a_table_of_times_held_by_columns_gives_the_same(recwarn):
    seconds = np.asfortranarray(np.array([[60, 90, 2000], [65532, 30, 60]], dtype=np.uint16))
    times = Times("car", ("a", "b"), ("x", "y", "z"), seconds, 3600)

    assert Weights(times, step({30: 1.0})).by_origin([1, 2, 4]).tolist() == [3.0, 6.0]
    assert not recwarn.list


def test_where_nothing_can_be_kept_loops_are_compiled_all_the_same(monkeypatch):
    def njit(*, nogil, fastmath, cache=False):
        assert nogil
        if cache:
            msg = "cannot cache function: no locator available"
            raise RuntimeError(msg)
        return lambda loop: ("compiled", loop, fastmath)

    monkeypatch.setattr(compiled, "njit", njit)

    # Numbers are never reckoned with loosely, but where none is missing.
    assert compiled.compiled(len) == ("compiled", len, False)
    assert compiled.compiled_without_nan(len) == ("compiled", len, {"nnan", "nsz"})


def test_a_weight_next_to_nothing_is_nothing_in_every_measure():
    """Squared it would vanish, and divided by it a supply would be endless."""
    times = Times("car", ("a",), ("x",), np.array([[3000]], dtype=np.uint16), 3600)
    steep = Exponential(reach_s=3600, rate_per_s=0.2)
    people, supply = pd.Series({"a": 1.0}), pd.Series({"x": 1.0})

    for measure in (e2sfca, three_step_fca, m2sfca, bfca, mh3sfca, i2sfca):
        found = measure(times, people, supply, decay=steep)
        assert found.per_origin.tolist() == [0.0]
        assert found.unreached.to_dict() == {"x": 1.0}
