"""Whether a site is open at a time of an ordinary week, from hours in OpenStreetMap's form.

The form (https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification) is read by
opening-hours-py. Only what is read for certain counts: the rest is not known, and never closed.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from opening_hours import OpeningHours

__all__ = ["DAYS", "UNREAD", "Week", "is_readable", "opens_on_holidays", "ordinary_weeks", "weekly"]

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_COUNTRY = "SE"
_DAY, _WEEK, _YEAR = dt.timedelta(days=1), dt.timedelta(days=7), dt.timedelta(days=365)
_DAY_MINUTES = 24 * 60
# Every first, second, … weekday of a month is in five weeks; so is every other week.
_WEEKS = 5
# What the library reads otherwise than the form means it, or fills in by itself: what holds else
# (||), an open end (+), every so often (/), the sun of no place, and holidays on some weekdays,
# which it takes for holidays and these weekdays.
_DOUBTED = re.compile(
    r"\|\||\d\+|:\d\d/|sunrise|sunset|dawn|dusk|\b[PS]H +(?:Mo|Tu|We|Th|Fr|Sa|Su)\b",
    re.IGNORECASE,
)
# A day without hours is open around the clock by the form; who means that writes it.
_AROUND_THE_CLOCK = re.compile(r"24/7|\b0?0:00-24:00")
_SPAN = re.compile(r"(\d?\d):(\d\d)-(\d?\d):(\d\d)")
_CLOSING = re.compile(r";|\boff\b|\bclosed\b", re.IGNORECASE)
# A space after a comma begins a new part; between days nobody means one.
_LIST_OF_DAYS = re.compile(r"\b(Mo|Tu|We|Th|Fr|Sa|Su|[PS]H), (?=(?:Mo|Tu|We|Th|Fr|Sa|Su|[PS]H)\b)")
_CLOSED = re.compile(r"(?:(?:24/7|Mo-Su) )?(?:off|closed)", re.IGNORECASE)
_OF_HOLIDAYS = re.compile(r"24/7|\bPH\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Week:
    """The minutes of an ordinary week.

    Attributes
    ----------
    certain
        ``(day, minute)`` from Monday: open for certain.
    possible
        ``(day, minute)``: open, or not known.
    """

    certain: NDArray[np.bool_]
    possible: NDArray[np.bool_]

    def is_open(self, day: int, start: int, end: int, *, certain: bool = True) -> bool:
        """Whether it is open all the time between two minutes of a day; or it is possible.

        Examples
        --------
        >>> week = weekly("Mo 08:00-19:00,19:00-20:00", dt.date(2026, 10, 1))
        >>> [week.is_open(day, 1080, end) for day, end in ((0, 1200), (0, 1260), (1, 1200))]
        [True, False, False]
        """
        return bool(self._minutes(certain=certain)[day, start:end].all())

    def opens(self, day: int, minutes: int, *, certain: bool = True) -> bool:
        """Whether it is open that many minutes on end some time of the day; or it is possible."""
        runs = np.lib.stride_tricks.sliding_window_view(
            self._minutes(certain=certain)[day], minutes
        )
        return bool(runs.all(axis=1).any())

    def _minutes(self, *, certain: bool) -> NDArray[np.bool_]:
        return self.certain if certain else self.possible


_SHAPE = (len(DAYS), _DAY_MINUTES)
UNREAD = Week(np.zeros(_SHAPE, dtype=np.bool_), np.ones(_SHAPE, dtype=np.bool_))
"""Of which nothing is known."""


def is_readable(written: str) -> bool:
    """Whether hours are in the form, and mean the same to everybody.

    Examples
    --------
    >>> is_readable("Mo-Fr 08:00-17:00; PH off"), is_readable("vardagar 8-17")
    (True, False)
    """
    return _parsed(_tidy(written)) is not None


def weekly(written: str, day: dt.date) -> Week:
    """The hours of an ordinary week, one without a public holiday, from a day on.

    What differs between the first five such weeks is not known, nor is what has a comment or is
    said to be unknown, nor a day and night without a break that nobody wrote out.

    Parameters
    ----------
    written
        Hours in OpenStreetMap's form.
    day
        What holds in another season is left out.

    Returns
    -------
    Week
        `UNREAD` where the hours cannot be read for certain, or say nothing of these weeks.

    Examples
    --------
    >>> day = dt.date(2026, 10, 1)
    >>> week = weekly("Mo-Fr 08:00-17:00; We 08:00-12:00,13:00-20:00; Sa off; PH off", day)
    >>> (week.certain.sum(axis=1) / 60).tolist()
    [9.0, 9.0, 11.0, 9.0, 9.0, 0.0, 0.0]
    >>> week = weekly('Mo-Fr 08:00-17:00; Sa 10:00-12:00 "efter överenskommelse"', day)
    >>> week.is_open(5, 600, 720), week.is_open(5, 600, 720, certain=False)
    (False, True)
    >>> weekly("ring oss", day) is UNREAD
    True
    """
    text = _tidy(written)
    hours = _parsed(text)
    if hours is None:
        return UNREAD
    whole = _AROUND_THE_CLOCK.search(text) is not None
    found = [_minutes_of(hours, monday, whole=whole) for monday in ordinary_weeks(day)]
    certain: NDArray[np.bool_] = np.logical_and.reduce([each for each, _ in found])
    possible: NDArray[np.bool_] = np.logical_or.reduce([each for _, each in found])
    # "SH off" alone says nothing of other weeks, whatever the form makes of it.
    if not possible.any() and not _CLOSED.fullmatch(text):
        return UNREAD
    return Week(certain, possible)


def opens_on_holidays(written: str, day: dt.date) -> bool:
    """Whether hours say of public holidays that it is open on some in the year from a day on.

    Hours that do not name holidays say nothing of them.

    Examples
    --------
    >>> day = dt.date(2026, 10, 1)
    >>> told = ("Mo-Su,PH 08:00-22:00", "24/7", "Mo-Su 08:00-22:00; PH off", "Mo-Su 08:00-22:00")
    >>> [opens_on_holidays(each, day) for each in told]
    [True, True, False, False]
    """
    text = _tidy(written)
    hours = _parsed(text)
    if hours is None or not _OF_HOLIDAYS.search(text):
        return False
    start = _midnight(day)
    return any(
        is_certain
        for first, last, _ in _open(_holidays(), start, start + _YEAR)
        for _, _, is_certain in _open(hours, first, last)
    )


@lru_cache
def ordinary_weeks(day: dt.date) -> tuple[dt.datetime, ...]:
    """The first five Mondays, from a day on, of weeks without a public holiday.

    Examples
    --------
    All Saints' Day is on the last of October.

    >>> [f"{monday:%d %b}" for monday in ordinary_weeks(dt.date(2026, 10, 14))]
    ['19 Oct', '02 Nov', '09 Nov', '16 Nov', '23 Nov']
    """
    monday = _midnight(day) + (-day.weekday() % 7) * _DAY
    found: list[dt.datetime] = []
    while len(found) < _WEEKS:
        if not any(_open(_holidays(), monday, monday + _WEEK)):
            found.append(monday)
        monday += _WEEK
    return tuple(found)


def _tidy(written: str) -> str:
    """Without what readers pass over: spaces too many, a last semicolon."""
    return _LIST_OF_DAYS.sub(r"\1,", " ".join(written.split()).strip("; "))


def _parsed(text: str) -> OpeningHours | None:
    from opening_hours import OpeningHours, validate  # noqa: PLC0415 -- only where hours are given

    if not validate(text) or _DOUBTED.search(text) or _is_cut_past_midnight(text):
        return None
    return OpeningHours(text, country=_COUNTRY)


def _is_cut_past_midnight(text: str) -> bool:
    """Whether a part may take away from hours past midnight: the library then takes the wrong day.

    Examples
    --------
    >>> [
    ...     _is_cut_past_midnight(f"Fr-Sa {hours}")
    ...     for hours in ("20:00-02:00", "20:00-02:00; Sa off")
    ... ]
    [False, True]
    """
    clocks = (tuple(map(int, found)) for found in _SPAN.findall(text))
    return _CLOSING.search(text) is not None and any(
        (closes, minute) > (24, 0) or (closes, minute) <= (opens, first)
        for opens, first, closes, minute in clocks
    )


@lru_cache
def _holidays() -> OpeningHours:
    from opening_hours import OpeningHours  # noqa: PLC0415 -- only where hours are given

    return OpeningHours("PH", country=_COUNTRY)


def _open(
    hours: OpeningHours, start: dt.datetime, end: dt.datetime
) -> Iterator[tuple[dt.datetime, dt.datetime, bool]]:
    """From when to when it is open, and whether that is certain."""
    from opening_hours import State  # noqa: PLC0415 -- only where hours are given

    for first, last, state, comment in hours.intervals(start, end):
        if state != State.CLOSED:
            # A comment may say to whom, or when not: by the form it makes hours unknown.
            yield first, last, state == State.OPEN and not comment


def _minutes_of(
    hours: OpeningHours, monday: dt.datetime, *, whole: bool
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Minutes of a week that are open for certain, and that may be."""
    certain, possible = (np.zeros(9 * _DAY_MINUTES, dtype=np.bool_) for _ in range(2))
    # A day more on either side: how long it is open is seen whole.
    start = monday - _DAY
    for first, last, is_certain in _open(hours, start, monday + 8 * _DAY):
        span = slice(*(int((at - start).total_seconds()) // 60 for at in (first, last)))
        possible[span] = True
        certain[span] = is_certain and (whole or last - first < _DAY)
    week = slice(_DAY_MINUTES, 8 * _DAY_MINUTES)
    return certain[week].reshape(_SHAPE), possible[week].reshape(_SHAPE)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 -- the clock on the site's wall
