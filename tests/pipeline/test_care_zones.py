"""Care within reach measured anew from people counted by zone is what the run itself measured."""

import numpy as np
import pytest

from geoaccess.errors import NoticeList
from geoaccess.pipeline.measured import measure

NAN = float("nan")


@pytest.mark.parametrize(
    "physicians", [{}, {"fte_st": [NAN, 0.5, 1.0, 1.0]}, {"fte_spec": [NAN, 2, NAN, 1]}]
)
def test_at_the_packs_own_weights_it_is_the_runs_own(small, physicians):
    evidence = measure(
        small.make_prepared(sites=small.small_sites(**physicians)), NoticeList()
    ).evidence

    anew = evidence.care_zones.spar(np.ones(1), np.ones(1))[:, 0]

    assert evidence.areas["spar"].notna().any()
    known = evidence.areas["spar"].notna().to_numpy()
    assert anew[known] == pytest.approx(evidence.areas["spar"].to_numpy()[known])
