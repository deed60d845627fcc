"""Both forms of times say the same of every pair."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.times import LONGEST_SECONDS, SparseTimes, Status, Times, is_silent

CELL = st.one_of(st.integers(0, 40), st.sampled_from([int(status) for status in Status]))


@st.composite
def tables(draw):
    origins, sites = draw(st.integers(0, 5)), draw(st.integers(0, 5))
    row = st.lists(CELL, min_size=sites, max_size=sites)
    cells = draw(st.lists(row, min_size=origins, max_size=origins))
    seconds = np.array(cells, dtype=np.uint16).reshape(origins, sites)
    names = tuple(draw(st.permutations([f"s{i}" for i in range(sites)])))
    return Times("car", tuple(f"o{i}" for i in range(origins)), names, seconds, 3600, estimate=True)


def same(one, other):
    return (
        np.array_equal(one.seconds, other.seconds)
        and (one.mode, one.origins, one.sites) == (other.mode, other.origins, other.sites)
        and (one.cutoff, one.estimate) == (other.cutoff, other.estimate)
    )


@given(tables())
def test_pairs_hold_every_cell_of_the_table(times):
    held = times.to_sparse()

    assert same(held.to_dense(), times)
    assert (held.seconds != held.rest[held.rows]).all()


@given(tables(), st.integers(0, 50))
def test_both_forms_answer_alike(times, limit):
    held = times.to_sparse()

    assert np.array_equal(held.within(limit).toarray(), times.within(limit))
    assert np.array_equal(held.has_time.toarray(), times.has_time)
    assert np.array_equal(held.silent_origins(), times.silent_origins())
    assert np.array_equal(times.silent_origins(), is_silent(times.seconds).all(axis=1))
    for mine, theirs in zip(held.pairs(), times.pairs(), strict=True):
        assert mine.dtype == theirs.dtype
        assert np.array_equal(mine, theirs)
    assert held.to_frame().equals(times.to_frame())
    assert held.minutes().identical(times.minutes())


@given(tables())
def test_pairs_are_the_cells_that_have_a_time(times):
    indptr, columns, seconds = times.pairs()

    for row in range(len(times.origins)):
        here = slice(indptr[row], indptr[row + 1])
        wanted = {c: s for c, s in enumerate(times.seconds[row].tolist()) if s <= LONGEST_SECONDS}
        assert dict(zip(columns[here].tolist(), seconds[here].tolist(), strict=True)) == wanted


@given(tables(), st.data())
def test_some_sites_in_any_order_are_the_same_in_both_forms(times, data):
    ids = data.draw(st.lists(st.sampled_from(times.sites), unique=True)) if times.sites else []

    assert same(times.to_sparse().select_sites(ids).to_dense(), times.select_sites(ids))


@pytest.mark.parametrize("sparse", [False, True])
def test_what_is_saved_comes_back(tmp_path, sparse):
    seconds = np.array([[60, 65532, 65531], [65535, 65535, 0]], dtype=np.uint16)
    times = Times("car", ("å", "b"), ("x", "y", "z"), seconds, 3600, estimate=True)
    held = times.to_sparse() if sparse else times

    held.save(tmp_path / "t.npz")
    again = type(held).load(tmp_path / "t.npz")

    assert same(again.to_dense(), times)


def test_a_long_row_is_worked_on_in_blocks_without_a_seam(monkeypatch):
    monkeypatch.setattr("geoaccess.times.dense._BLOCK_CELLS", 4)
    seconds = np.arange(21, dtype=np.uint16).reshape(7, 3)
    seconds[::2, 1] = Status.UNREACHABLE
    times = Times("car", tuple("abcdefg"), tuple("xyz"), seconds, 3600)

    assert same(times.to_sparse().to_dense(), times)
    assert times.pairs()[2].tolist() == seconds[seconds <= LONGEST_SECONDS].tolist()


@pytest.mark.parametrize(
    "change",
    [
        {"columns": np.array([1, 0], dtype=np.int32)},
        {"columns": np.array([0, 0], dtype=np.int32)},
        {"columns": np.array([0, 2], dtype=np.int32)},
        {"columns": np.array([0, 1])},
        {"indptr": np.array([0, 1])},
        {"indptr": np.array([0, 2, 2])},
        {"rest": np.array([600], dtype=np.uint16)},
        {"seconds": np.array([60], dtype=np.uint16)},
    ],
)
def test_pairs_that_do_not_fit_are_refused(change):
    fit = {
        "indptr": np.array([0, 2]),
        "columns": np.array([0, 1], dtype=np.int32),
        "seconds": np.array([60, 90], dtype=np.uint16),
        "rest": np.array([65532], dtype=np.uint16),
    }
    SparseTimes("car", ("a",), ("x", "y"), **fit, cutoff=900)

    with pytest.raises(ValueError, match=r"columns|indptr|rest|seconds"):
        SparseTimes("car", ("a",), ("x", "y"), **(fit | change), cutoff=900)
