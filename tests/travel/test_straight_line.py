import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.errors import InputError
from geoaccess.study.model import ModeSettings, StraightLine
from geoaccess.times import LONGEST_SECONDS, Status
from geoaccess.travel import Places, straight_line_notice, straight_line_times
from geoaccess.travel.modes import make_mode

SPEEDS_KMH = {"S": 25, "C": 35, "B": 45, "A": 60, "island": 30}
metres = st.floats(-50_000, 50_000)


def at(*spots):
    x, y = np.array(spots, dtype=float).T
    return Places(tuple(f"p{i}" for i in range(len(spots))), x, y)


@given(metres, metres, st.sampled_from(list(SPEEDS_KMH)))
def test_a_car_takes_the_detour_at_the_speed_of_its_settlement(x, y, settlement):
    times = straight_line_times(
        make_mode("car"), at((x, y)), at((0, 0)), [settlement], StraightLine()
    )

    by_hand = 120 + (x**2 + y**2) ** 0.5 * 1.35 / (SPEEDS_KMH[settlement] / 3.6)
    found = int(times.seconds[0, 0])
    if found == Status.BEYOND_CUTOFF:
        assert by_hand >= 7200.499
    else:
        assert abs(found - by_hand) <= 0.501
        assert found <= 7200


@pytest.mark.parametrize(("name", "kmh"), [("walk", 4.824), ("walk_slow", 3.24), ("bicycle", 16)])
def test_walking_and_cycling_keep_their_own_speed_everywhere(name, kmh):
    times = straight_line_times(
        make_mode(name), at((1000, 0), (1000, 0)), at((0, 0)), ["S", "A"], StraightLine()
    )

    assert times.seconds.ravel().tolist() == [round(1350 * 3.6 / kmh)] * 2


def test_times_are_marked_as_an_estimate_and_the_notice_says_of_what():
    settings = StraightLine(detour_factor=1.5, car_speeds_kmh={"A": 70.0})
    car = make_mode("car", ModeSettings(terminal_min=0.0))

    times = straight_line_times(car, at((0, 7000)), at((0, 0)), ["A"], settings)

    assert times.estimate
    assert times.seconds[0, 0] == 540
    said = straight_line_notice(car, settings).render("en")
    assert "Detour factor 1.5;" in said
    assert "outside towns 70" in said
    walk = straight_line_notice(make_mode("walk"), settings)
    assert "4.8 km/h" in walk.render("en")
    assert "omvägsfaktor 1,5, 4,8\xa0km/h" in walk.render("sv")


def test_a_settlement_class_nobody_knows_is_refused_with_how_many():
    with pytest.raises(InputError, match=r"GA-M033.*not known: 2 \(X, nan\)"):
        straight_line_times(
            make_mode("car"),
            at((0, 0), (1, 1), (2, 2)),
            at((0, 0)),
            ["A", "X", float("nan")],
            StraightLine(),
        )


def test_places_are_not_changed_and_nobody_is_an_empty_table():
    origins = at((5, 5))
    before = origins.x.copy()

    straight_line_times(make_mode("car"), origins, origins, ["A"], StraightLine())
    none = Places((), np.empty(0), np.empty(0))
    empty = straight_line_times(make_mode("car"), none, origins, [], StraightLine())

    assert np.array_equal(before, origins.x)
    assert empty.seconds.shape == (0, 1)


def test_the_same_door_takes_the_terminal_time_only():
    times = straight_line_times(make_mode("car"), at((5, 5)), at((5, 5)), ["S"], StraightLine())

    assert times.seconds[0, 0] == 120
    assert LONGEST_SECONDS > 120
