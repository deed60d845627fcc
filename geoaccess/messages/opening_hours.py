"""Opening hours in OpenStreetMap's plain form, put in the reader's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geoaccess.messages import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.messages import Translator

__all__ = ["said_hours"]

_DAYS: Mapping[str, str] = {
    "Mo": N_("Mon"),
    "Tu": N_("Tue"),
    "We": N_("Wed"),
    "Th": N_("Thu"),
    "Fr": N_("Fri"),
    "Sa": N_("Sat"),
    "Su": N_("Sun"),
}
_SPAN = r"\d{1,2}:\d{2}-\d{1,2}:\d{2}"
_DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_HOURS = re.compile(
    rf"{_DAY}(?:[-,]{_DAY})* {_SPAN}(?:,{_SPAN})*(?:; ?{_DAY}(?:[-,]{_DAY})* {_SPAN}(?:,{_SPAN})*)*"
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


def said_hours(written: str, t: Translator) -> str:
    """Opening hours with the days in plain words, where they are written the plain way.

    Anything else, and anything hostile, is given back as it stands.

    Examples
    --------
    >>> from geoaccess.messages import translator
    >>> said_hours("Mo-Fr 08:00-17:00; Sa 10:00-14:00", translator("en"))
    'Mon–Fri 08:00–17:00; Sat 10:00–14:00'
    >>> said_hours("Mo-Th 08:00-20:00", translator("sv"))
    'mån–tors 8–20'
    """
    if not _HOURS.fullmatch(written):
        return written
    named = re.sub(_DAY, lambda match: t(_DAYS[match.group()]), written)
    dashed = named.replace("-", "–").replace(",", ", ")
    return re.sub(_CLOCK, _swedish_clock, dashed) if t.lang == "sv" else dashed


def _swedish_clock(match: re.Match[str]) -> str:
    hour, minute = match.groups()
    return str(int(hour)) if minute == "00" else f"{int(hour)}.{minute}"
