"""Opening hours: an ordinary week by hand and by an oracle; what is not certain is not known."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.sources.open_hours import (
    DAYS,
    UNREAD,
    is_readable,
    opens_on_holidays,
    ordinary_weeks,
    weekly,
)

DAY = dt.date(2026, 10, 1)


@pytest.mark.parametrize(
    ("written", "day", "start", "end", "expected"),
    [
        ("Mo-Fr 08:00-20:00", "Fr", 18, 20, True),
        ("Mo-Fr 08:00-20:00", "Sa", 18, 20, False),
        ("Mo-Fr 08:00-19:59", "Mo", 18, 20, False),
        ("Mo-Fr 08:00-17:00,18:00-20:00", "Tu", 18, 20, True),
        ("24/7", "Su", 0, 24, True),
        ("08:00-21:00", "We", 18, 20, True),
        ("Sa-Mo 08:00-21:00", "Mo", 18, 20, True),
        ("Mo, We 08:00-21:00", "Mo", 18, 20, True),
        ("Fr 20:00-02:00", "Sa", 0, 2, True),
        ("Su 20:00-02:00", "Mo", 0, 2, True),
        ("Mo-Fr 08:00-20:00; Fr 08:00-16:00", "Fr", 18, 20, False),
        ("Mo-Fr 08:00-17:00, We 17:00-20:00", "We", 8, 20, True),
        ("Mo-Fr 08:00-20:00; Fr off", "Fr", 10, 11, False),
        ("Mo-Fr 08:00-17:00; Mo-Fr 12:00-13:00 off", "Mo", 12, 13, False),
        ("Mo-Su 08:00-20:00; PH off", "Su", 18, 20, True),
        ("Mo-Su 08:00-20:00;  ", "Su", 18, 20, True),
        ("mo-fr 08:00-17:00", "Mo", 8, 17, True),
        ("Mo-Fr 08:00-17:00; Dec 24-Jan 6 off", "Th", 8, 17, True),
        ("off", "Mo", 8, 9, False),
    ],
)
def test_hours_are_read_day_by_day(written, day, start, end, expected):
    week = weekly(written, DAY)

    asked = DAYS.index(day), 60 * start, 60 * end
    assert week.is_open(*asked) is expected
    assert week.is_open(*asked, certain=False) is expected


@pytest.mark.parametrize(
    "written",
    [
        *("", "ring oss", "Mo-Fr 8-17", "Mo 25:00-26:00", "Mo 08:00-12:61", "mån-fre 08:00-17:00"),
        *("Mo-Fr 08.00-17.00", "Mo-Fr 08:00–17:00", "Mo-Fr 08:00-17:00 Sa 10:00-14:00"),
        # The library reads these otherwise than the form means them, or fills something in.
        *('Mo-Fr 08:00-17:00 || "ring"', "Mo-Fr 08:00+", "Mo-Fr 08:00-17:00+", "sunrise-sunset"),
        *("Mo-Fr 08:00-17:00/00:30", "SH Mo-Fr 10:00-12:00", "Fr 20:00-02:00; Sa off"),
    ],
)
def test_what_cannot_be_read_for_certain_is_told_and_not_known(written):
    assert not is_readable(written)
    assert weekly(written, DAY) is UNREAD


@pytest.mark.parametrize(
    "written", ["PH 10:00-12:00", "SH off", "easter off", "2020 Mo 08:00-09:00"]
)
def test_hours_of_another_time_of_the_year_say_nothing_of_an_ordinary_week(written):
    assert is_readable(written)
    assert weekly(written, DAY) is UNREAD


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ('Mo-Fr 08:00-17:00 "efter överenskommelse"', "Mo"),
        ('Mo-Fr 08:00-17:00; Sa unknown "ring"', "Sa"),
        ("Mo-Fr", "Mo"),
        ("Mo-Fr 08:00-17:00; Sa", "Sa"),
        ("Mo 08:00-08:00", "Mo"),
        # Every other week, once a month, and until some day of the weeks that are looked at.
        ("week 1-53/2 Mo-Fr 08:00-20:00", "Mo"),
        ("Mo[1] 08:00-20:00", "Mo"),
        ("2026 Jan-Oct Mo-Fr 08:00-17:00", "Mo"),
    ],
)
def test_what_does_not_hold_for_certain_is_possible(written, day):
    week = weekly(written, DAY)
    noon = DAYS.index(day), 720, 780

    assert week is not UNREAD
    assert (week.is_open(*noon), week.is_open(*noon, certain=False)) == (False, True)


def test_the_season_of_the_studys_day_is_the_one_that_is_read():
    written = "Jun-Aug Mo-Fr 08:00-16:00; Sep-May Mo-Fr 08:00-20:00"

    assert weekly(written, dt.date(2026, 10, 1)).is_open(0, 960, 1200)
    assert not weekly(written, dt.date(2026, 6, 22)).is_open(0, 960, 1200, certain=False)


def test_an_ordinary_week_has_no_public_holiday():
    """Whoever is closed on them is open in it on every day, whatever day the study is of."""
    for month in range(1, 13):
        day = dt.date(2026, month, 20)
        weeks = ordinary_weeks(day)
        assert weeks[0].date() >= day
        assert {monday.weekday() for monday in weeks} == {0}
        assert len(set(weeks)) == 5
        assert weekly("Mo-Su 08:00-20:00; PH off", day).certain[:, 480:1200].all()
    christmas = [monday.date() for monday in ordinary_weeks(dt.date(2026, 12, 15))]
    assert christmas[0] == dt.date(2027, 1, 11)


def test_open_on_public_holidays_is_what_hours_say_of_them():
    said = {
        "Mo-Fr 08:00-17:00": False,
        "Mo-Su 08:00-22:00": False,
        "Mo-Su 08:00-22:00; PH off": False,
        'Mo-Su 08:00-22:00; PH 10:00-14:00 "ring"': False,
        "ring på PH": False,
        "Mo-Su 08:00-22:00; PH 10:00-14:00": True,
        "Mo-Fr,PH 08:00-17:00": True,
        "24/7": True,
    }

    assert {written: opens_on_holidays(written, DAY) for written in said} == said


QUARTERS = 24 * 4
RULES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(range(7)), min_size=1, max_size=3, unique=True),
        st.lists(st.integers(0, QUARTERS), min_size=2, max_size=4, unique=True).filter(
            lambda ends: len(ends) % 2 == 0
        ),
    ),
    min_size=1,
    max_size=4,
)


def clock(quarter):
    return f"{quarter // 4:02d}:{15 * (quarter % 4):02d}"


@settings(max_examples=60)
@given(RULES, st.booleans())
def test_plain_rules_are_those_of_a_loop_over_quarters_of_an_hour(rules, holidays):
    """A later part stands before an earlier one on the days that it names."""
    parts, expected = [], np.zeros((7, QUARTERS), dtype=bool)
    for days, ends in rules:
        spans = _pairs(sorted(ends))
        hours = ",".join(f"{clock(a)}-{clock(b)}" for a, b in spans)
        parts.append(f"{','.join(DAYS[day] for day in days)} {hours}")
        for day in days:
            for quarter in range(QUARTERS):
                expected[day, quarter] = any(a <= quarter < b for a, b in spans)
    written = "; ".join(parts + ["PH off"] * holidays)

    week = weekly(written, DAY)

    # A day and night without a break counts only where somebody wrote it out.
    if not _unbroken(expected.ravel()) or "00:00-24:00" in written:
        assert (week.certain[:, ::15] == expected).all()
        assert (week.possible == week.certain).all()
        assert (week.certain == np.repeat(week.certain[:, ::15], 15, axis=1)).all()
    else:
        assert (week.possible[:, ::15] == expected).all()


def _pairs(ends):
    return list(zip(ends[::2], ends[1::2], strict=True))


def _unbroken(quarters):
    """Whether there is a day and night without a break, round the end of the week too."""
    twice = "".join("01"[int(open_)] for open_ in np.tile(quarters, 2))
    return "1" * QUARTERS in twice
