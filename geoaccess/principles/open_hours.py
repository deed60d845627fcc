"""Whether a site is open on a day and time, read from opening hours in OpenStreetMap's plain form.

Only what is read for certain counts: anything else is not known, and never taken as closed.
The form: https://wiki.openstreetmap.org/wiki/Key:opening_hours
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DAYS", "Week", "is_open", "weekly"]

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
Span = tuple[int, int]
Week = tuple[tuple[Span, ...], ...]
"""By day from Monday: from and to, in minutes after midnight."""

_DAY_MINUTES = 24 * 60
_DAY = "|".join(DAYS)
_DAY_PART = rf"(?:{_DAY})(?:-(?:{_DAY}))?"
_SPAN = r"\d{1,2}:\d{2}-\d{1,2}:\d{2}"
_RULE = re.compile(
    rf"(?P<days>{_DAY_PART}(?:, ?{_DAY_PART})*)? ?"
    rf"(?P<hours>{_SPAN}(?:, ?{_SPAN})*|off|closed)"
)
# What holds on public and school holidays says nothing of an ordinary week.
_HOLIDAY = re.compile(
    r"(?:PH|SH)(?:, ?(?:PH|SH))* ?(?:off|closed|" + _SPAN + r"(?:, ?" + _SPAN + ")*)"
)
_WHOLE_WEEK = "24/7"


def weekly(written: str) -> Week | None:
    """The hours of an ordinary week; None where they cannot be read for certain.

    A later part stands before an earlier one on the days it names. Hours past midnight go on in
    the next day.

    Examples
    --------
    >>> week = weekly("Mo-Fr 08:00-17:00; We 08:00-12:00,13:00-20:00; Sa off")
    >>> week[0], week[2], week[5]
    (((480, 1020),), ((480, 720), (780, 1200)), ())
    >>> weekly("efter överenskommelse") is None
    True
    """
    text = written.strip()
    if text == _WHOLE_WEEK:
        return (((0, _DAY_MINUTES),),) * len(DAYS)
    spans: list[list[Span]] = [[] for _ in DAYS]
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if not parts:
        return None
    for part in parts:
        if _HOLIDAY.fullmatch(part):
            continue
        match = _RULE.fullmatch(part)
        hours = None if match is None else _spans(match["hours"])
        if match is None or hours is None:
            return None
        for day in _days(match["days"]):
            spans[day] = list(hours)
    return _past_midnight(spans)


def is_open(week: Week, day: int, start: int, end: int) -> bool:
    """Whether it is open all the time from `start` to `end`, minutes after midnight of a day.

    Examples
    --------
    >>> week = weekly("Mo 08:00-19:00,19:00-20:00")
    >>> is_open(week, 0, 1080, 1200), is_open(week, 0, 1080, 1260), is_open(week, 1, 1080, 1200)
    (True, False, False)
    """
    reached = start
    for opens, closes in sorted(week[day]):
        if opens > reached:
            break
        reached = max(reached, closes)
    return reached >= end


def _days(written: str | None) -> Sequence[int]:
    if written is None:
        return range(len(DAYS))
    found: list[int] = []
    for part in written.split(","):
        first, _, last = part.strip().partition("-")
        start, end = DAYS.index(first), DAYS.index(last or first)
        # Sa-Mo goes round the end of the week.
        found += [(start + k) % len(DAYS) for k in range((end - start) % len(DAYS) + 1)]
    return found


def _spans(written: str) -> list[Span] | None:
    if written in {"off", "closed"}:
        return []
    found = []
    for part in written.split(","):
        start, end = (_minutes(clock) for clock in part.strip().split("-"))
        if start is None or end is None or start in {end, _DAY_MINUTES}:
            return None
        found.append((start, end))
    return found


def _minutes(clock: str) -> int | None:
    hour, minute = map(int, clock.split(":"))
    total = 60 * hour + minute
    return total if minute < 60 and total <= _DAY_MINUTES else None  # noqa: PLR2004


def _past_midnight(spans: Sequence[Sequence[Span]]) -> Week:
    found: list[list[Span]] = [[] for _ in DAYS]
    for day, hours in enumerate(spans):
        for start, end in hours:
            found[day].append((start, end if end > start else _DAY_MINUTES))
            if 0 < end < start:
                found[(day + 1) % len(DAYS)].append((0, end))
    return tuple(tuple(sorted(day)) for day in found)
