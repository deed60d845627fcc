"""Codes of grid cells: SCB's and INSPIRE's, read as a corner, a size and a coordinate system."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["CellCode", "cell_code"]

_SCB = re.compile(r"(\d{6,7})(\d{7})")
_INSPIRE = re.compile(
    r"(?:[A-Z]{2}_)?CRS(\d{4,5})RES(\d{1,6})(k?m)N(\d{1,8})E(\d{1,8})", re.IGNORECASE
)
_SHORT = re.compile(r"(\d{1,6})(k?m)N(\d{1,8})E(\d{1,8})", re.IGNORECASE)
_KM = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class CellCode:
    """Lower-left corner of a cell in metres, and what else the code says of it."""

    east: int
    north: int
    size: int | None = None
    crs: str | None = None


def cell_code(code: str) -> CellCode | None:
    """Read a cell's code; None if it is none.

    SCB (``rutid_scb``) writes easting and northing in seven digits each; a leading zero lost from
    the easting leaves thirteen. INSPIRE (``rutid_inspire``) writes coordinate system and size
    too; its short form leaves out the system and as many zeros of the coordinates as the size
    has.

    Examples
    --------
    >>> cell_code("3520006860000") == cell_code("03520006860000")
    True
    >>> cell_code("SE_CRS3006RES1000mN6860000E352000")
    CellCode(east=352000, north=6860000, size=1000, crs='EPSG:3006')
    >>> cell_code("1kmN6860E352")
    CellCode(east=352000, north=6860000, size=1000, crs=None)
    >>> cell_code("250mN686025E35200").north, cell_code("x")
    (6860250, None)
    """
    found = _SCB.fullmatch(code)
    if found:
        return CellCode(east=int(found.group(1)), north=int(found.group(2)))
    found = _INSPIRE.fullmatch(code)
    if found:
        epsg, number, unit, north, east = found.groups()
        size = _metres(number, unit)
        return CellCode(east=int(east), north=int(north), size=size, crs=f"EPSG:{epsg}")
    found = _SHORT.fullmatch(code)
    if found:
        number, unit, north, east = found.groups()
        size = _metres(number, unit)
        cut = 10 ** (len(str(size)) - len(str(size).rstrip("0")))
        return CellCode(east=int(east) * cut, north=int(north) * cut, size=size)
    return None


def _metres(number: str, unit: str) -> int:
    return int(number) * (_KM if unit.casefold() == "km" else 1)
