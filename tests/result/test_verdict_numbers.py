"""What a verdict measures is held back whole: value, both bounds of its interval, and margin."""

import dataclasses

import pandas as pd

from geoaccess.result.indicators import VERDICT_NUMBERS
from geoaccess.result.view import published_view

# Three of a thousand people beyond the threshold: with few of them, nothing of it is shown.
FEW_BEYOND = {"p11": 997.0, "p12": 3.0}
HIDDEN, SHOWN = "9801C0010", "9802B0010"


def with_bounds(small, sensitivity):
    """The small world's verdicts, those of GP-NEAR with an interval beside the value."""
    result = small.make_result(people=small.PLAIN | FEW_BEYOND, confidential=sensitivity)
    verdicts = result.verdicts.copy()
    near = verdicts["rule_id"] == "GP-NEAR"
    verdicts.loc[near, "value_low"] = verdicts.loc[near, "value"] - 0.001
    verdicts.loc[near, "value_high"] = verdicts.loc[near, "value"] + 0.001
    view = published_view(dataclasses.replace(result, verdicts=verdicts), "run")
    return view.verdicts[view.verdicts["rule_id"] == "GP-NEAR"].set_index("subject_id")


def test_the_interval_is_hidden_with_the_value_and_shown_with_it(small):
    near = with_bounds(small, ("statistics[0]",))

    for name in VERDICT_NUMBERS:
        assert near.loc[HIDDEN, f"{name}_status"] == "suppressed", name
        assert pd.isna(near.loc[HIDDEN, name])
        assert near.loc[SHOWN, f"{name}_status"] == "ok", name
    assert near.loc[SHOWN, "value_low"] == near.loc[SHOWN, "value"] - 0.001


def test_open_inputs_hide_no_bound(small):
    near = with_bounds(small, ())

    assert (near["value_low_status"] == "ok").all()
