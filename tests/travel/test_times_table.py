import numpy as np
import pandas as pd
import pytest

from geoaccess.errors import InputError
from geoaccess.times import Status, Times
from geoaccess.travel import check_times_table, times_from_table
from geoaccess.travel.modes import make_mode

CAR = make_mode("car")


def table(*rows):
    frame = pd.DataFrame(rows, columns=["from_id", "to_id", "travel_time"])
    return frame.astype({"from_id": "str", "to_id": "str", "travel_time": "float64"})


def codes(notices):
    return [notice.code for notice in notices]


def test_minutes_become_seconds_in_the_order_asked():
    given = table(("b", "x", 1.5), ("a", "x", 10), ("a", "y", 0), ("b", "y", 20.004))

    times = times_from_table(given, CAR, ["a", "b"], ["y", "x"])

    assert times.seconds.tolist() == [[0, 600], [1200, 90]]
    assert not times.estimate


def test_an_absent_pair_is_unknown_and_an_empty_one_has_no_way():
    given = table(("a", "x", 10), ("b", "x", np.nan))

    times = times_from_table(given, CAR, ["a", "b", "c"], ["x"])

    assert times.seconds.ravel().tolist() == [600, Status.UNREACHABLE, Status.NO_DATA]
    found = check_times_table(given, ["a", "b", "c"], ["x"])
    assert codes(found) == ["GA-M012", "GA-M017"]
    assert "not in the table: 1 of 3" in found.warnings[0].render("en")


def test_a_time_over_the_cutoff_is_beyond_it_and_one_at_it_is_not():
    given = table(("a", "x", 120), ("a", "y", 120.02))

    times = times_from_table(given, CAR, ["a"], ["x", "y"])

    assert times.seconds.tolist() == [[7200, Status.BEYOND_CUTOFF]]


@pytest.mark.parametrize("stand_in", [999, 9999, 99999, np.inf])
def test_numbers_that_stand_for_no_way_are_read_so_and_said(stand_in):
    given = table(("a", "x", 10), ("a", "y", stand_in))

    times = times_from_table(given, CAR, ["a"], ["x", "y"])

    assert times.seconds[0, 1] == Status.UNREACHABLE
    assert codes(check_times_table(given, ["a"], ["x", "y"])) == ["GA-M015"]


def test_negative_times_and_pairs_given_twice_are_refused_all_at_once():
    given = table(("a", "x", -1), ("a", "y", 5), ("a", "y", 5), ("b", "x", -np.inf))

    with pytest.raises(InputError) as refused:
        times_from_table(given, CAR, ["a", "b"], ["x", "y"], file="times.csv")

    assert codes(refused.value.notices) == ["GA-M011", "GA-M010", "GA-M010"]
    assert "times.csv" in str(refused.value)
    assert "\u22121 minutes from a to x" in str(refused.value)


def test_ids_the_study_lacks_are_counted_and_left_aside():
    given = table(("a", "x", 5), ("q", "x", 5), ("r", "x", 5), ("a", "z", 5))

    times = times_from_table(given, CAR, ["a"], ["x"])

    assert times.seconds.tolist() == [[300]]
    found = check_times_table(given, ["a"], ["x"])
    assert codes(found) == ["GA-M013", "GA-M014"]
    assert "study: 2 (q, r)" in found.warnings[0].render("en")


def test_a_table_about_other_places_altogether_is_refused():
    with pytest.raises(InputError, match=r"GA-M018.*0180"):
        times_from_table(table(("0180", "x", 5)), CAR, ["a"], ["x"])


def test_seconds_in_place_of_minutes_are_noticed():
    given = table(("a", "x", 600), ("a", "y", 1800), ("a", "z", 60))

    assert codes(check_times_table(given, ["a"], ["x", "y", "z"])) == ["GA-M016"]


def test_the_table_stays_as_it_was():
    given = table(("a", "x", np.nan), ("a", "y", 9999))
    before = given.copy(deep=True)

    times_from_table(given, CAR, ["a"], ["x", "y"])

    pd.testing.assert_frame_equal(given, before)


def test_nobody_asked_about_gives_an_empty_table():
    assert times_from_table(table(), CAR, [], []).seconds.shape == (0, 0)


def test_the_long_table_of_times_read_back_is_the_times_with_every_reason():
    codes_of_pairs = np.array(
        [[60, *(int(status) for status in Status)], [0, 90, 7200, 61, 62, 63]], dtype=np.uint16
    )
    times = Times("car", ("a", "b"), tuple("uvwxyz"), codes_of_pairs, cutoff=7200)

    again = times_from_table(times.to_frame(), CAR, times.origins, times.sites)

    assert again.seconds.tolist() == codes_of_pairs.tolist()


def test_ids_may_come_as_an_index():
    given = table(("nobody", "nowhere", 5))

    found = check_times_table(given, pd.Index(["a"]), pd.Index(["x"]))

    assert codes(found) == ["GA-M018"]
