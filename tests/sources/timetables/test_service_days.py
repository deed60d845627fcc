"""Service days against a plain reading of the standard, day by day."""

import datetime as dt
from collections import Counter

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.errors import NoticeList
from geoaccess.sources.timetables.cells import day_of
from geoaccess.sources.timetables.columns import DAYS
from geoaccess.sources.timetables.service_days import choose_day, services_on, trips_by_day

START = dt.date(2026, 9, 7)
SERVICES = "abcd"

day = st.integers(0, 40).map(lambda n: START + dt.timedelta(days=n))
week = st.fixed_dictionaries(
    {"days": st.tuples(*[st.booleans()] * 7), "first": day, "length": st.integers(0, 30)}
)
calendars = st.dictionaries(st.sampled_from(SERVICES), week)
exceptions = st.dictionaries(st.tuples(st.sampled_from(SERVICES), day), st.booleans())
trips = st.dictionaries(st.sampled_from(SERVICES), st.integers(1, 9))


def runs(calendar, changes, service, at):
    """Whether a service runs on a day, as the standard says it."""
    if (service, at) in changes:
        return changes[service, at]
    if service not in calendar:
        return False
    known = calendar[service]
    last = known["first"] + dt.timedelta(days=known["length"])
    return known["days"][at.weekday()] and known["first"] <= at <= last


def frames(calendar, changes):
    weeks = pd.DataFrame(
        {
            "service_id": list(calendar),
            **{
                name: pd.Series([w["days"][i] for w in calendar.values()], dtype=bool)
                for i, name in enumerate(DAYS)
            },
            "first": pd.Series([w["first"].toordinal() for w in calendar.values()], dtype=float),
            "last": pd.Series(
                [w["first"].toordinal() + w["length"] for w in calendar.values()], dtype=float
            ),
        }
    )
    days = pd.DataFrame(
        {
            "service_id": pd.Series([s for s, _ in changes], dtype=object),
            "day": pd.Series([d.toordinal() for _, d in changes], dtype=float),
            "runs": pd.Series(list(changes.values()), dtype=bool),
        }
    )
    return weeks, days


@given(calendar=calendars, changes=exceptions, per_service=trips)
def test_trips_of_every_day_are_those_of_the_services_that_run(calendar, changes, per_service):
    weeks, days = frames(calendar, changes)
    expected = Counter()
    for n in range(-2, 75):
        at = START + dt.timedelta(days=n)
        running = {s for s in SERVICES if runs(calendar, changes, s, at)}
        expected[at] = sum(per_service.get(s, 0) for s in running)
        if n % 6 == 0:
            assert services_on(weeks, days, at) == running

    served = trips_by_day(weeks, days, pd.Series(per_service, dtype="int64"))

    assert {day_of(at): n for at, n in served.items()} == +expected


@given(counts=st.dictionaries(st.integers(0, 300), st.integers(1, 99), min_size=1), at=day)
def test_the_day_picked_is_a_served_tuesday_with_an_unremarkable_number_of_trips(counts, at):
    tuesdays = {START.toordinal() + 1 + 7 * week: n for week, n in counts.items()}
    served = pd.Series(tuesdays).sort_index()

    picked = choose_day(served, asked=None, date=at, found=NoticeList(), file="f")

    assert picked.weekday() == 1
    assert picked.toordinal() in tuesdays
    near = sorted(tuesdays, key=lambda d: (abs(d - at.toordinal()), d))[:9]
    middle = sorted(tuesdays[d] for d in near)[(len(near) - 1) // 2]
    usual = [d for d in near if abs(tuesdays[d] - middle) <= 0.1 * middle]
    assert picked.toordinal() == usual[0]
