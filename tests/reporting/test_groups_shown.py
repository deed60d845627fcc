"""Groups beyond the threshold: a number that lacks is ``..`` only where groups are told at all."""

import pytest

from geoaccess.reporting.applicable import applies

NAN = float("nan")


def area(flag, **numbers):
    told = {"beyond_age_80plus": NAN, "beyond_no_car": NAN} | numbers
    states = {f"{n}_status": "missing" if v != v else "ok" for n, v in told.items()}  # noqa: PLR0124
    return {"flag": flag, **told, **states}


@pytest.mark.parametrize(
    ("row", "can"),
    [
        (area("not_flagged"), False),
        (area("not_flagged", beyond_age_80plus=10.0), True),
        (area("flagged"), True),
        (area("not_flagged") | {"beyond_age_80plus_status": "suppressed"}, True),
    ],
)
def test_a_number_of_a_group_can_lack_where_the_way_is_long(row, can):
    assert applies(row, "beyond_no_car") == can
