"""Care within reach measured anew from people counted by zone is what a run itself measures."""

import numpy as np
import pytest

from geoaccess.errors import NoticeList
from geoaccess.pipeline.measured import measure

NAN = float("nan")
PHYSICIANS = [{}, {"fte_st": [NAN, 0.5, 1.0, 1.0]}, {"fte_spec": [NAN, 2, NAN, 1]}]


@pytest.mark.parametrize("physicians", PHYSICIANS)
def test_at_the_packs_own_weights_it_is_the_runs_own(small, physicians):
    evidence = measure(
        small.make_prepared(sites=small.small_sites(**physicians)), NoticeList()
    ).evidence

    anew = evidence.care_zones.spar(np.ones(1), np.ones(1), np.ones(1))[:, 0]

    assert evidence.areas["spar"].notna().any()
    known = evidence.areas["spar"].notna().to_numpy()
    assert anew[known] == pytest.approx(evidence.areas["spar"].to_numpy()[known])


def near_the_limits(small):
    """Whole seconds a twentieth more or less too; many end in another zone or out of reach."""
    return small.SECONDS | {
        "p11": (small.NO, 580, 1880, small.FAR),
        "p12": (small.NO, 620, 1240, small.FAR),
        "p21": (small.NO, 1160, 3000, 1720),
        "p22": (small.NO, 1260, small.NO, small.FAR),
        "p31": (small.NO, 2000, 600, 1900),
    }


@pytest.mark.parametrize("physicians", PHYSICIANS)
@pytest.mark.parametrize("factor", [0.95, 1.05])
def test_at_another_speed_it_is_that_of_a_run_on_times_so_many_times_as_long(
    small, physicians, factor
):
    def evidence_at(factor):
        seconds = {
            point: tuple(t if t in (small.NO, small.FAR) else round(t * factor) for t in row)
            for point, row in near_the_limits(small).items()
        }
        prepared = small.make_prepared(sites=small.small_sites(**physicians), seconds=seconds)
        return measure(prepared, NoticeList()).evidence

    now, then = evidence_at(1), evidence_at(factor)
    drawn = now.care_zones.spar(np.ones(2), np.ones(2), np.array([factor, 1.0]))

    for column, evidence in enumerate((then, now)):
        run = evidence.areas["spar"].to_numpy()
        assert drawn[:, column] == pytest.approx(run, rel=1e-12, nan_ok=True)
    assert not np.array_equal(*drawn.T, equal_nan=True)
