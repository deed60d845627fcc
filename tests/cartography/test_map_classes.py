"""Which class an area is drawn in, and what the legend counts."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.cartography.classes import map_layers
from geoaccess.cartography.palette import FLAGS, NEED, TIME
from geoaccess.cartography.payload import build_payload
from geoaccess.cartography.summary import summarise
from geoaccess.cartography.values import known, statuses, values
from geoaccess.messages import translator
from geoaccess.result.time_classes import TIME_LIMITS, classify


@pytest.fixture(scope="module")
def layers(published):
    return {layer.key: layer for layer in map_layers(published, translator("en"))}


def labels(layer):
    return [layer.classes[place].label for place in layer.of]


@given(st.floats(0, 200))
def test_a_time_falls_in_the_class_whose_limits_hold_it(minutes):
    edges = (-1, *TIME_LIMITS, float("inf"))

    place = classify(minutes)

    assert edges[place] < minutes <= edges[place + 1]


def test_each_layer_counts_every_area_once(layers, published):
    for layer in layers.values():
        assert sum(one.areas for one in layer.classes) == len(published.areas)
        assert sum(one.people for one in layer.classes) == published.areas["people"].sum()
        assert sum(one.uncounted for one in layer.classes) == published.areas["people"].isna().sum()


def test_an_area_without_a_time_says_why(layers, published):
    found = dict(zip(published.areas["minutes_status"], labels(layers["time"]), strict=True))

    assert found["unreachable"] == "No way there by the deciding mode"
    assert found["beyond_cutoff"] == "Longer than the calculation's limit"
    assert found["not_snapped"] == "No road near enough"
    assert found["no_service"] == "No service that day"
    assert found["no_data"] == "No travel time given"


def test_an_area_where_nobody_lives_is_not_missing(layers):
    assert labels(layers["time"])[8] == "Nobody lives here"


def test_need_that_is_not_known_is_not_low_need(layers):
    assert labels(layers["need"])[4] == "Not known"


def test_borderline_is_told_apart_on_both_sides_of_the_flag(layers, published):
    frame = published.areas.assign(shown=labels(layers["flag"]))

    for (flag, clearness), group in frame.groupby(["flag", "flag_class"]):
        wanted = {
            ("flagged", "clear"): "Flagged",
            ("flagged", "borderline"): "Flagged, borderline",
            ("not_flagged", "clear"): "Not flagged",
            ("not_flagged", "borderline"): "Not flagged, borderline",
        }
        if (flag, clearness) in wanted:
            assert set(group["shown"]) == {wanted[flag, clearness]}
    assert set(frame.loc[frame["flag"] == "not_assessable", "shown"]) == {"Cannot be assessed"}


def test_need_and_time_make_nine_classes(layers):
    both = layers["both"]

    assert both.columns == 3
    assert [one.label for one in both.classes[:2]] == ["low need, 0–10 min", "low need, 10–20 min"]
    assert both.classes[8].label == "high need, over 20 min"


def test_the_colours_of_an_order_go_from_light_to_dark():
    for sequence in (TIME, NEED):
        found = [luminance(fill.colour) for fill in sequence]
        assert found == sorted(found, reverse=True)
        assert found[0] > 4 * found[-1]


def test_a_flagged_outline_stands_out_from_every_class():
    """One of its two lines has contrast 3:1 to the fill (WCAG 1.4.11)."""
    for fill in (*TIME, *NEED, *FLAGS.values()):
        white, red = contrast("#ffffff", fill.colour), contrast("#b00020", fill.colour)
        assert max(white, red) >= 3, fill


def test_the_summary_adds_up_what_is_published():
    areas = pd.DataFrame(
        {
            "people": [100.0, 300.0, np.nan, 50.0],
            "people_status": ["ok", "ok", "suppressed", "ok"],
            "share_within": [0.5, 1.0, 0.1, np.nan],
            "flag": ["flagged", "not_flagged", "flagged", "not_assessable"],
        }
    )

    found = summarise(areas)

    assert found.within == pytest.approx(350 / 400)
    assert (found.people, found.within_people) == (450, 400)
    assert (found.flagged, found.flagged_people, found.flagged_uncounted) == (2, 100, 1)
    within, flagged, unassessed = found.sentences(translator("en"))
    assert within.startswith("87.5% of 400 people reach a vårdcentral within the time")
    assert flagged.startswith("Areas with both high need and low access: 2, with 100 people.")
    assert flagged.endswith("(Not counting the people of 1 of them: protected or not known.)")
    assert unassessed == "One area could not be assessed."


def test_the_total_is_the_run_s_own_where_everyone_is_shown_and_the_sum_where_not():
    """Three areas of 10.4 people are 31 people together, and 10 each."""
    areas = pd.DataFrame({"people": [10.0] * 3, "share_within": [1.0] * 3, "flag": ["flagged"] * 3})

    whole = summarise(areas, whole=31.2)
    held = summarise(areas.assign(people_status=["ok", "ok", "suppressed"]), whole=31.2)

    assert (whole.people, whole.within_people) == (31, 31)
    assert (held.people, held.within_people) == (20, 20)


def test_a_region_where_nothing_is_known_says_so():
    areas = pd.DataFrame(
        {"people": [1.0, 2.0], "share_within": [np.nan, np.nan], "flag": ["not_assessable"] * 2}
    )

    assert summarise(areas).sentences(translator("en")) == (
        "No share of people within the threshold is known.",
        "Whether any area has both high need and low access cannot be told.",
        "2 areas could not be assessed.",
    )


def test_an_empty_cell_a_protected_one_and_zero_are_three_things():
    frame = pd.DataFrame(
        {"n": [0.0, np.nan, np.nan, 7.0], "n_status": ["ok", "missing", "suppressed", "suppressed"]}
    )

    assert values(frame, "n") == [0, None, None, None]
    assert statuses(frame, "n") == ["ok", "missing", "suppressed", "suppressed"]
    assert known(frame, "not there") == [None] * 4


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_a_list_with_gaps_is_said_after_the_share_and_the_map_opens_with_need(published):
    short = replace(published, head=replace(published.head, gaps=(47, 230)))

    sentences = summarise(short.areas, short.head.gaps).sentences(translator("en"))

    assert sentences[1].startswith("The list holds 47 of 230 vårdcentraler")
    keys = [layer["key"] for layer in build_payload(short, translator("sv"))["layers"]]
    usual = [layer["key"] for layer in build_payload(published, translator("sv"))["layers"]]
    assert keys[0] == "need"
    assert usual[0] == "time"
    assert sorted(keys) == sorted(usual)
