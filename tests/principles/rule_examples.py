"""What each rule of the packs is shown by: examples by rule and scope."""

from __future__ import annotations

import dataclasses

from rule_towns import Place, town
from rule_worlds import unassessed
from rules_of_access import near, near_other_care, open_late, robust, without_car, worst_class
from rules_of_care import care_by_need, equity, need_known, on_record, places, spread

__all__ = ["EXAMPLES"]


def forecast(rule):
    """The same worlds as of 2032; and that a run of today's people says nothing of it."""

    def later(world):
        return lambda base: dataclasses.replace(world(base), forecast_year=2032)

    today = town(Place("a1", "u1", 1000), real_capacity=True)
    return {
        scope: [example._replace(world=later(example.world)) for example in examples]
        + [unassessed("not for a forecast year", today)]
        for scope, examples in rule.items()
    }


EXAMPLES = {
    "GP-NEED": need_known("unit", "region"),
    "GP-DIFF": care_by_need(),
    "GP-NEAR": near("area", "unit", "region"),
    "GP-EQUITY": equity("unit", "region"),
    "GP-SETTLE": worst_class("unit", "region"),
    "GP-SPREAD": spread(),
    "GP-REACH": without_car("unit", "region"),
    "GP-BORDER": on_record(),
    "CAP": places("site", "unit"),
    "ROBUST": robust("unit", "region"),
    "SPEC-BVC": near_other_care("bvc", 600, "unit", "region"),
    "SPEC-NARAKUT": near_other_care("narakut", 1800, "unit", "region"),
    "SPEC-MVC": near_other_care("mvc", 900, "unit", "region"),
    "SPEC-REHAB": near_other_care("rehab", 900, "unit", "region"),
    "SPEC-MOBILE": near_other_care("mobile", 1800, "unit", "region"),
    "HOURS": open_late("unit", "region"),
    "FUTURE-NEAR": forecast(near("unit", "region")),
    "FUTURE-DIFF": forecast(care_by_need()),
    "FUTURE-CAP": forecast(places("unit")),
    "HAL-EQUITY": equity("unit", "region"),
    "HAL-DIFF": care_by_need(),
    "HAL-CAP": places("site", "unit"),
    "HAL-NEED": need_known("unit", "region"),
    "SOR-EQUITY": equity("unit", "region"),
    "SOR-NEAR": near("area", "unit", "region"),
    "SOR-HOURS": open_late("unit", "region"),
    "SOR-MOBILE": near_other_care("mobile", 1800, "unit", "region"),
    "SOR-FUTURE": forecast(near("unit", "region")),
}
