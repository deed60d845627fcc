"""What a run stores privately comes back the same."""

import dataclasses
import datetime as dt
import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal
from pandas.testing import assert_frame_equal

from geoaccess.errors import Notice
from geoaccess.messages import Phrase
from geoaccess.result.private import load_result, save_result
from geoaccess.result.view import published_view

GEO = ("areas", "units", "wholes", "sites", "points", "reach", "site_reach", "catchments")
PLAIN = (
    *("verdicts", "shares", "shares_by_mode", "measures", "equity", "closures", "takers"),
    *("clusters", "leakage", "comparison", "balance", "need", "explanations"),
)


@pytest.fixture(scope="module")
def stored(exempellan, tmp_path_factory):
    folder = tmp_path_factory.mktemp("store")
    save_result(exempellan, folder)
    return folder


@pytest.fixture(scope="module")
def again(stored):
    return load_result(stored)


def test_every_field_of_a_result_is_held_to_something_here():
    from geoaccess.result.private import Result  # noqa: PLC0415

    fields = {field.name for field in dataclasses.fields(Result)}
    plain = {"need_label", "rule_label", "estimate", "version", "timings", "stamps", "marks"}
    plain |= {"need_reference", "parameters", "gaps"}
    others = {"study", "times", "background", "provenance", "notices"}
    assert fields == {*GEO, *PLAIN, *plain, *others}


@pytest.mark.parametrize("name", GEO)
def test_frames_with_shapes_come_back_the_same(exempellan, again, name):
    frame = getattr(again, name)

    assert_geodataframe_equal(frame, getattr(exempellan, name))
    assert frame.crs == exempellan.study.study.crs
    assert frame.index.name == getattr(exempellan, name).index.name


@pytest.mark.parametrize("name", PLAIN)
def test_plain_frames_come_back_the_same(exempellan, again, name):
    assert_frame_equal(getattr(again, name), getattr(exempellan, name))


def test_times_come_back_the_same(exempellan, again):
    assert list(again.times) == list(exempellan.times)
    for mode, times in exempellan.times.items():
        held = again.times[mode]
        assert (held.mode, held.cutoff, held.estimate) == (mode, times.cutoff, times.estimate)
        assert (held.origins, held.sites) == (times.origins, times.sites)
        assert np.array_equal(held.seconds, times.seconds)
        assert held.seconds.dtype == np.uint16


def test_the_study_comes_back_the_same_but_for_where_its_files_lay(exempellan, again):
    assert again.study.model_dump() == exempellan.study.model_dump()
    assert again.study.model_dump() == again.study.model_copy().model_dump()


def test_provenance_notices_and_words_come_back_the_same(exempellan, again):
    assert again.provenance == exempellan.provenance
    for lang in ("sv", "en"):
        assert [n.render(lang) for n in again.notices] == [
            n.render(lang) for n in exempellan.notices
        ]
        for name in ("stamps", "marks", "need_label", "rule_label"):
            assert getattr(again, name)[lang] == getattr(exempellan, name)[lang]
    assert [n.as_row() for n in again.notices] == [n.as_row() for n in exempellan.notices]
    assert (again.estimate, again.version) == (exempellan.estimate, exempellan.version)
    assert again.need_reference == exempellan.need_reference
    assert json.dumps(again.parameters, default=str) == json.dumps(
        exempellan.parameters, default=str
    )
    assert again.timings == pytest.approx(dict(exempellan.timings))


def test_what_is_published_of_it_is_the_same(exempellan, again):
    one, other = published_view(exempellan, "run"), published_view(again, "run")

    for name in ("areas", "units", "sites"):
        assert_geodataframe_equal(getattr(one, name), getattr(other, name))
    for name in ("verdicts", "shares", "shares_by_mode", "balance", "sources", "notices"):
        assert_frame_equal(getattr(one, name), getattr(other, name))
    assert one.head == other.head


def test_backgrounds_come_back_the_same(exempellan, again):
    assert list(again.background) == sorted(exempellan.background)
    for role, layer in exempellan.background.items():
        assert_geodataframe_equal(again.background[role], gpd.GeoDataFrame(layer))


def test_words_in_notices_stay_words_of_the_catalogue_and_dates_stay_dates(small, tmp_path):
    result = small.make_result()
    notice = Notice(
        code="GA-M003",
        file="x.csv",
        row=3,
        places={"n": 7, "mode": Phrase("by car"), "examples": "x"},
    )
    first = dataclasses.replace(result.provenance[0], retrieved=dt.date(2026, 8, 6))
    given = dataclasses.replace(
        result, notices=(notice,), provenance=(first, *result.provenance[1:])
    )
    save_result(given, tmp_path)
    held = load_result(tmp_path)

    assert "med bil" in held.notices[0].render("sv")
    assert held.notices[0].row == 3
    assert held.provenance[0].retrieved == dt.date(2026, 8, 6)


def test_a_result_with_nothing_known_of_something_comes_back_so(small, tmp_path):
    """Columns without a single value keep their kind: missing is not zero, nor text."""
    sites = small.small_sites(fte_spec=float("nan"), fte_st=float("nan"), listed=float("nan"))
    result = small.make_result(sites=sites)
    save_result(result, tmp_path)
    held = load_result(tmp_path)

    assert held.areas["spar"].isna().all()
    assert_geodataframe_equal(held.sites, result.sites)
    pd.testing.assert_series_equal(held.areas["people"], result.areas["people"])


def test_nothing_stored_is_pickled(stored):
    kinds = {path.suffix for path in stored.iterdir()}

    assert kinds == {".parquet", ".npz", ".json"}
    for path in stored.glob("*.npz"):
        with np.load(path, allow_pickle=False) as held:
            assert all(held[name].dtype != object for name in held)
