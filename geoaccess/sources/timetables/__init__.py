"""Timetables as operators publish them: GTFS, read for one day.

Reading says which trips run and when; it routes nobody.
"""

from __future__ import annotations

from geoaccess.sources.timetables.model import Feed, Timetable
from geoaccess.sources.timetables.read import read_timetables

__all__ = ["Feed", "Timetable", "read_timetables"]
