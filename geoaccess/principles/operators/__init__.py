"""The closed vocabulary: what a rule in a pack may ask for, by name.

A rule names an operator and gives its arguments and limits; it never brings code of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.principles.operators.allotted import CARE_AGAINST_REGION
from geoaccess.principles.operators.carless import SHARE_WITHOUT_CAR
from geoaccess.principles.operators.coverage import COVERAGE_AT_LEAST
from geoaccess.principles.operators.equity import QUINTILE_GAP
from geoaccess.principles.operators.hours import SHARE_WITHIN_OPEN
from geoaccess.principles.operators.near import SHARE_WITHIN
from geoaccess.principles.operators.places import PEOPLE_PER_PLACE, PRESSURE
from geoaccess.principles.operators.register import EXACTLY_ONE_VALID
from geoaccess.principles.operators.robust import LOSS_OF_ONE_SITE
from geoaccess.principles.operators.settle import WORST_CLASS_WITHIN
from geoaccess.principles.operators.spread import HOOVER, LOCATION_QUOTIENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.principles.operators.kinds import Operator

__all__ = ["OPERATORS"]

OPERATORS: Mapping[str, Operator] = {
    operator.name: operator
    for operator in (
        COVERAGE_AT_LEAST,
        CARE_AGAINST_REGION,
        SHARE_WITHIN,
        QUINTILE_GAP,
        WORST_CLASS_WITHIN,
        LOCATION_QUOTIENT,
        HOOVER,
        SHARE_WITHOUT_CAR,
        SHARE_WITHIN_OPEN,
        EXACTLY_ONE_VALID,
        PRESSURE,
        PEOPLE_PER_PLACE,
        LOSS_OF_ONE_SITE,
    )
}
