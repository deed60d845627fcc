"""Cells of text become numbers, dates, yes or no, and keys; what cannot is told with its row."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.columns import allowed_values
from geoaccess.errors.personal import hide_personal
from geoaccess.sources.codes import put_capitals_right, restore_zeros, without_decimals
from geoaccess.sources.text_table import SPREADSHEET_ERROR

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from numpy.typing import NDArray

    from geoaccess.columns import Column, Kind
    from geoaccess.sources.reading import Reading

__all__ = ["MARKERS", "decimal_sign", "typed", "whole"]

MARKERS = ("", "..", "X", "<5")
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f\u2007\u2009](?=\d{3}(?:\D|$))")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})+")
_BOTH = {
    ",": re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+"),
    ".": re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+"),
}
_GROUPS = {
    ".": re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}"),
    ",": re.compile(r"[+-]?\d{1,3}(?:,\d{3}){2,}"),
}
_DMS = re.compile(r"\d\s*[°º]|\d\s*[\u2032']\s*\d")
_PERSON = re.compile(r"(?:19|20)?\d{6}[-+]\d{4}")
_NO_CENTURY = len("121212-1212")
_YES = {"ja", "yes", "true", "sant", "1", "x"}
_NO = {"nej", "no", "false", "falskt", "0"}
_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
_DAY_NUMBER = re.compile(r"[2-6]\d{4}(?:\.0+)?")
# 6,00E+12: the spreadsheet showed an id shortly and saved what it showed.
_SHORTENED = re.compile(r"\d[.,]?\d*E\+\d+", re.IGNORECASE)
_ON_THE_GROUND = {"degrees", "m"}
_THOUSAND = 1000


class _FaultError(Exception):
    """A value that is not of its kind: the notice's code and its places."""

    def __init__(self, code: str, **places: str) -> None:
        super().__init__(code)
        self.code = code
        self.places = places


def typed(
    texts: NDArray[np.object_],
    column: Column,
    lines: NDArray[np.int64],
    reading: Reading,
    *,
    called: str = "",
) -> pd.Series:
    """Type a column of text.

    Parameters
    ----------
    texts
        A cell per row.
    column
        What it must become.
    lines
        The file's row numbers.
    reading
        How to read, and where faults go.
    called
        The file's name of the column, for messages.

    Returns
    -------
    Series
        Nullable ``Int64``, ``Float64``, ``boolean``, ``str`` or dates; missing cells are missing.
    """
    name = called or column.name
    codes, distinct = pd.factorize(texts)
    empty = _missing(distinct, column.kind, reading)
    _tell_missing(codes, distinct, empty, column, name, reading)
    if column.kind == "key":
        distinct = without_decimals(distinct, empty, codes, name, reading)
    values = np.full(len(distinct), None, dtype=object)
    parse = _parser(column, distinct[~empty], name, reading)
    for i, text in enumerate(distinct):
        if empty[i]:
            continue
        try:
            values[i] = _within(parse(text), column)
        except _FaultError as fault:
            for row in lines[codes == i]:
                reading.found.add(
                    fault.code,
                    file=reading.file,
                    row=int(row),
                    column=name,
                    value=text,
                    **fault.places,
                )
    if column.kind == "flag" and not _NO & {str(text).casefold() for text in distinct}:
        values[distinct == ""] = False
    if column.kind == "key":
        put_capitals_right(values, codes, name, reading)
        restore_zeros(values, codes, name, reading)
    return _series(values[codes], column.kind).rename(column.name)


def _within(value: object, column: Column) -> object:
    """Refuse a number that is out of the column's range: it may vanish in a sum later.

    Degrees are judged with their pair: what is out of range there is mostly metres.
    """
    low = -np.inf if column.low is None else column.low
    high = np.inf if column.high is None else column.high
    if column.unit == "degrees" or not isinstance(value, int | float):
        return value
    if not low <= value <= high:
        raise _FaultError("GA-T003", allowed=allowed_values(column))
    return value


def _series(values: NDArray[np.object_], kind: Kind) -> pd.Series:
    if kind == "count":
        return pd.Series(values.tolist(), dtype="Int64")
    if kind == "number":
        return pd.Series(values.astype(float))
    if kind == "flag":
        return pd.Series(values.tolist(), dtype="boolean")
    if kind == "date":
        return pd.Series(pd.to_datetime(values.tolist()).astype("datetime64[s]"))
    return pd.Series(values, dtype="str")


def _missing(distinct: NDArray[np.object_], kind: Kind, reading: Reading) -> NDArray[np.bool_]:
    ours = {"", ".."} if kind in {"text", "flag", "date"} else {""} if kind == "key" else MARKERS
    markers = {*ours, *reading.missing}
    return np.array([text in markers for text in distinct], dtype=bool)


def _tell_missing(
    codes: NDArray[np.intp],
    distinct: NDArray[np.object_],
    empty: NDArray[np.bool_],
    column: Column,
    name: str,
    reading: Reading,
) -> None:
    blank_is_told = reading.whole and column.kind in {"count", "number"}
    marks = [i for i in np.flatnonzero(empty) if distinct[i] or blank_is_told]
    if marks and not column.must_fill:
        reading.found.add(
            "GA-T074",
            file=reading.file,
            column=name,
            n=int(np.isin(codes, marks).sum()),
            markers=", ".join(str(distinct[i]) or '""' for i in marks),
        )


def _parser(
    column: Column, distinct: NDArray[np.object_], name: str, reading: Reading
) -> Callable[[str], object]:
    if column.kind in {"count", "number"}:
        sign = _sign(distinct, name, reading)
        degrees = column.unit in _ON_THE_GROUND
        if column.kind == "number":
            _tell_thousands(distinct, sign, column, name, reading)
            return lambda text: _number(text, sign, degrees=degrees)
        said = reading.decimal is not None
        return lambda text: _count(text, sign, said=said)
    if column.kind == "date" and reading.native:
        numbers = sum(bool(_DAY_NUMBER.fullmatch(text)) for text in distinct)
        if numbers:
            reading.found.add("GA-T082", file=reading.file, column=name, n=numbers)
        return lambda text: _date_or_day_number(text, reading.day_zero)
    return {"flag": _flag, "date": _date, "key": _key}.get(column.kind, _text)


def decimal_sign(texts: Collection[str]) -> tuple[str, str] | str | None:
    """Tell the decimal sign a column uses; a pair of values if both are used, None if neither.

    Examples
    --------
    >>> decimal_sign(["60,5", "1.234,5"]), decimal_sign(["60.51"]), decimal_sign(["60"])
    (',', '.', None)
    >>> decimal_sign(["60,5", "60.5"])
    ('60,5', '60.5')
    """
    plain = [_SPACES.sub("", text) for text in texts]
    # 1.234.567 tells that the point stands between thousands, as 1.234,5 does.
    sure = {
        sign
        for sign, other in (",.", ".,")
        if any(_BOTH[sign].fullmatch(t) or _GROUPS[other].fullmatch(t) for t in plain)
    }
    if len(sure) == 1:
        return sure.pop()
    comma = next((t for t in texts if _uses(t, ",")), None)
    point = next((t for t in texts if _uses(t, ".")), None)
    if comma is not None and point is not None:
        return comma, point
    return "," if comma is not None else "." if point is not None else None


def _uses(text: str, sign: str) -> bool:
    other = "." if sign == "," else ","
    plain = _SPACES.sub("", text)
    return bool(_BOTH[sign].fullmatch(plain)) or (plain.count(sign) == 1 and other not in plain)


def _sign(distinct: NDArray[np.object_], name: str, reading: Reading) -> str | None:
    if reading.decimal is not None:
        return reading.decimal
    sign = decimal_sign(list(distinct))
    if isinstance(sign, tuple):
        if not reading.native:
            reading.found.add(
                "GA-T013", file=reading.file, column=name, value=sign[0], other=sign[1]
            )
        return None
    return sign


def _tell_thousands(
    distinct: NDArray[np.object_], sign: str | None, column: Column, name: str, reading: Reading
) -> None:
    """Say that 8.500 was read as a fraction, where nothing tells it from a thousand.

    Another number of the column that can only be a fraction tells, and so does a range in which
    thousands are impossible. A decimal point in a spreadsheet's own numbers is one.
    """
    if sign is None or reading.decimal is not None or (reading.native and sign == "."):
        return
    plain = [_SPACES.sub("", text).lstrip("+-\u2212") for text in distinct]
    with_sign = [text for text in plain if text.count(sign) == 1]
    doubtful = [t for t in with_sign if _GROUPED.fullmatch(t) and not t.startswith("0")]
    if not doubtful or len(doubtful) < len(with_sign):
        return
    high = np.inf if column.high is None else column.high
    least = min(float(text.replace(sign, ".")) for text in doubtful)
    # Nobody travels a thousand minutes either.
    if least * _THOUSAND <= high and column.unit != "min":
        reading.found.add(
            "GA-T147", file=reading.file, column=name, value=doubtful[0], n=len(doubtful)
        )


def _number(text: str, sign: str | None, *, degrees: bool = False) -> float:
    if degrees and _DMS.search(text):
        raise _FaultError("GA-T019")
    plain = _SPACES.sub("", text).replace("\u2212", "-")
    for decimal in sign or ",.":
        if _BOTH[decimal].fullmatch(plain):
            plain = plain.replace("." if decimal == "," else ",", "")
            sign = decimal
    grouped = _GROUPED.fullmatch(plain)
    # Two groups (1.234.567), or groups by the other sign, can only be thousands.
    if grouped and (plain.count(grouped.group(1)) > 1 or (sign and grouped.group(1) != sign)):
        plain = plain.replace(grouped.group(1), "")
    elif sign == "," or sign is None:
        plain = plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain
    if not _NUMBER.fullmatch(plain):
        raise _FaultError("GA-T010")
    value = float(plain)
    if not np.isfinite(value):
        raise _FaultError("GA-T010")
    return value


def _count(text: str, sign: str | None, *, said: bool) -> int:
    value = _number(text, sign)
    grouped = _GROUPED.fullmatch(_SPACES.sub("", text))
    # A count has no fraction, so 8.500 is a thousand, or a slip: only the study can say.
    if grouped and not said and text.count(grouped.group(1)) == 1 and grouped.group(1) == sign:
        raise _FaultError("GA-T012")
    return whole(value)


def whole(value: float) -> int:
    """Give a whole number, which a count must be."""
    if not float(value).is_integer():
        raise _FaultError("GA-T011")
    return int(value)


def _flag(text: str) -> bool:
    word = text.casefold()
    if word not in _YES | _NO:
        raise _FaultError("GA-T015")
    return word in _YES


def _date(text: str) -> dt.date:
    found = _ISO.fullmatch(text)
    try:
        year, month, day = (int(part) for part in found.groups()) if found else (0, 0, 0)
        return dt.date(year, month, day)
    except ValueError as error:
        raise _FaultError("GA-T014") from error


def _date_or_day_number(text: str, day_zero: dt.date) -> dt.date:
    if _DAY_NUMBER.fullmatch(text):
        return day_zero + dt.timedelta(days=int(float(text)))
    return _date(text)


def _text(text: str) -> str:
    # Without a century it is a person's only with a month in it: organisations have such numbers.
    if _PERSON.fullmatch(text) and (len(text) > _NO_CENTURY or hide_personal(text) != text):
        raise _FaultError("GA-T018")
    if SPREADSHEET_ERROR.fullmatch(text):
        raise _FaultError("GA-T142")
    return text


def _key(text: str) -> str:
    if _SHORTENED.fullmatch(text):
        raise _FaultError("GA-T144")
    return _text(text)
