from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from towns import DECAYS

from geoaccess.access import (
    Butterworth,
    DaiGaussian,
    Epanechnikov,
    Exponential,
    Gaussian,
    InversePower,
    Linear,
    Logistic,
    LogLogistic,
    Weights,
)
from geoaccess.access.decay import weight_table
from geoaccess.times import LONGEST_SECONDS, Status, Times

REACH = 3600
HALVED = [
    lambda half: Gaussian.of_half_value(half, reach_s=REACH),
    lambda half: Exponential.of_half_value(half, reach_s=REACH),
    lambda half: InversePower.of_half_value(half, floor_s=60, reach_s=REACH),
    lambda half: Butterworth.of_half_value(half, order=2.5, reach_s=REACH),
    lambda half: Logistic(half_s=half, spread_s=90, reach_s=REACH),
    lambda half: LogLogistic(half_s=half, power=2, reach_s=REACH),
]


@pytest.mark.parametrize("decay", DECAYS, ids=lambda decay: type(decay).__name__)
def test_a_decay_never_rises_and_is_nothing_beyond_its_reach_or_for_a_reason(decay):
    table = weight_table(decay)

    reach = int(decay.reach_s)
    assert (np.diff(table) <= 0).all()
    assert 0 < table[0] <= 1
    assert (table[reach + 1 :] == 0).all()
    assert np.array_equal(table, decay(np.arange(65_536)))
    assert (decay(np.array(list(Status))) == 0).all()


@pytest.mark.parametrize(
    ("decay", "at", "weight"),
    [
        (Linear(reach_s=1800), 1800, 0.0),
        (Epanechnikov(reach_s=1800), 900, 0.5625),
        # Dai's reaches zero at its reach; the bell cut there does not.
        (DaiGaussian(reach_s=1800), 1800, 0.0),
        (Gaussian(reach_s=1800, sigma_s=1800), 1800, np.exp(-0.5)),
        (Exponential(reach_s=1800, rate_per_s=1 / 900), 900, np.exp(-1)),
        (InversePower(reach_s=1800, power=1.5, floor_s=100), 400, 0.125),
        (Logistic(reach_s=1800, half_s=600, spread_s=100), 700, 1 / (1 + np.e)),
        (LogLogistic(reach_s=1800, half_s=600, power=2), 1200, 0.2),
        (Butterworth(reach_s=1800, pass_s=600, order=1), 600, 0.5**0.5),
    ],
)
def test_a_formula_gives_what_it_says(decay, at, weight):
    assert decay([at])[0] == pytest.approx(weight)


@pytest.mark.parametrize("halved", HALVED)
@given(half=st.integers(61, REACH))
def test_the_half_value_time_has_half_the_weight(halved, half):
    assert halved(half)([half])[0] == pytest.approx(0.5)


@pytest.mark.parametrize(
    "decay",
    [
        Logistic(reach_s=60_000, half_s=1, spread_s=0.01),
        LogLogistic(reach_s=60_000, half_s=1, power=90),
        Butterworth(reach_s=60_000, pass_s=1, order=90),
        Exponential(reach_s=60_000, rate_per_s=9),
    ],
)
def test_a_very_steep_decay_ends_at_zero_without_a_warning(decay):
    assert weight_table(decay)[LONGEST_SECONDS] == 0


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Linear(reach_s=0),
        lambda: Gaussian(reach_s=60, sigma_s=float("nan")),
        lambda: Exponential(reach_s=60, rate_per_s=-1),
        lambda: InversePower(reach_s=float("inf"), power=1, floor_s=1),
        lambda: InversePower.of_half_value(60, floor_s=60, reach_s=600),
    ],
)
def test_numbers_that_make_no_decay_are_refused(wrong):
    with pytest.raises(ValueError, match=r"must"):
        wrong()


class OfOnesOwn:
    """A user's decay: anything with a reach that can be called."""

    reach_s = 600

    def __init__(self, sign=1):
        self.sign = sign

    def __call__(self, seconds):
        return self.sign * np.ones(len(seconds))


def test_a_decay_of_ones_own_is_cut_at_its_reach_and_refused_if_negative():
    times = Times("car", ("a",), ("x", "y"), np.array([[600, 601]], dtype=np.uint16), 900)

    assert Weights(times, OfOnesOwn()).by_origin([1, 1]).tolist() == [1.0]
    with pytest.raises(ValueError, match="negative"):
        Weights(times, OfOnesOwn(-1))
