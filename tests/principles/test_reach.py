"""Times that are made once for all rules and scopes are what each of them would have made."""

import dataclasses

import numpy as np
import pandas as pd
from pandas.testing import assert_frame_equal

from geoaccess.principles import reach
from geoaccess.principles.reach import reach_by


def test_times_made_once_for_all_rules_are_no_rules_to_change(pack, world):
    evidence = world()
    first = reach(pack, evidence)
    kept = first.copy()

    first["seconds"] = 0
    first.loc["p00", "people"] = 0.0

    assert_frame_equal(reach(pack, evidence), kept)


def test_other_thresholds_and_other_facts_are_not_answered_with_what_was_made(pack, world):
    evidence = world()
    kept = reach(pack, evidence)
    tight = pack.model_copy(update={"thresholds_min": {"C": {"car": 1}}})
    points = evidence.points.assign(seconds_car=np.uint16(999))
    far = dataclasses.replace(evidence, points=points)

    assert set(kept["limit_s"]) == {600}
    assert set(reach(tight, evidence)["limit_s"]) == {60}
    assert set(kept["seconds"]) == {300}
    assert set(reach(pack, far)["seconds"]) == {999}
    assert_frame_equal(reach(pack, evidence), kept)


def test_how_many_old_are_beyond_is_not_known_where_one_place_beyond_does_not_tell():
    reached = pd.DataFrame(
        {
            "seconds": [900, 900, 300, 900],
            "limit_s": 600.0,
            "people": [10.0, 20.0, 30.0, 40.0],
            "age_80plus": [1.0, np.nan, np.nan, 4.0],
            "silent": False,
        }
    )

    found = reach_by(reached, pd.Series(["one", "one", "other", "other"]))

    # Who is within the threshold is not beyond it, however many they are.
    assert found["beyond"].to_dict() == {"one": 30.0, "other": 40.0}
    assert np.isnan(found["beyond_age_80plus"]["one"])
    assert found["beyond_age_80plus"]["other"] == 4.0
