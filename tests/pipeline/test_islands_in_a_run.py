"""An island in a whole run: the wait that is not known is named in tables, never told as none."""

from __future__ import annotations

import dataclasses
import math

import pytest

from geoaccess.pipeline import judge
from geoaccess.result.view import published_view


@pytest.fixture(scope="module")
def isle(small):
    """Tomma's area is an island, a quarter of an hour by car and boat from the land beyond."""
    prepared = small.make_prepared()
    frames = {}
    for name in ("areas", "points"):
        frame = getattr(prepared.layers, name)
        ids = frame["area_id"] if name == "points" else frame.index
        mine = ids == "9803A0010"
        frames[name] = frame.assign(settlement=frame["settlement"].mask(mine, "island"))
    times = {"car": dataclasses.replace(prepared.times["car"], cutoff=7200)}
    return judge(small.with_layers(dataclasses.replace(prepared, times=times), **frames))


def test_the_area_has_no_time_and_says_that_the_wait_is_why(isle):
    area = isle.areas.loc["9803A0010"]

    assert area["minutes_status"] == "wait_not_known"
    assert math.isnan(area["minutes_median"])
    assert math.isnan(area["share_within"])
    assert area["coverage"] == 0
    assert area["flag"] == "not_assessable"
    assert "väntan på båten" in area["reasons_sv"]


def test_nobody_there_is_counted_as_near_or_as_anyones_nearest(isle):
    rows = isle.leakage.loc[isle.leakage["subject_id"] == "9803-tomma"]

    lived = rows.loc[rows["people"] > 0].set_index("outcome")["people"]
    assert lived.to_dict() == {"not_known": 50.0}
    assert isle.sites.loc["s3", "people_nearest"] == 0
    assert (
        isle.sites["people_nearest"].sum()
        == isle.leakage.loc[
            isle.leakage["outcome"].isin(["same_unit", "other_unit", "beyond_border"]), "people"
        ].sum()
    )


def test_the_other_areas_and_the_published_table_hold(isle, small):
    plain = small.make_result()
    others = [area for area in plain.areas.index if area != "9803A0010"]

    assert isle.areas.loc[others, "minutes_status"].equals(
        plain.areas.loc[others, "minutes_status"]
    )
    shown = published_view(isle, "run")
    assert shown.areas.loc["9803A0010", "minutes_status"] == "wait_not_known"
    assert "GA-R511" in set(shown.notices["code"])
