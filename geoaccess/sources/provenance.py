"""Where an input came from: which file, by whom, under which licence, and its digest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoaccess.errors import InputError
from geoaccess.sources.opening import opened_or_refused

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from geoaccess.study import Input, Sensitivity, Study

__all__ = ["Provenance", "homes_are_open", "people_are_open", "provenance_of"]

# Inputs that tell how many people live where, by the start of their roles.
_OF_PEOPLE = ("statistics", "grid", "buildings", "forecast")
# Those of them that tell where in an area people live.
_OF_HOMES = ("grid", "buildings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """One input file as it was read.

    `role` is its place in the study (``statistics[0]``), `path` as the study writes it, `size`
    in bytes, `rows` the rows or features used, `reader` how it was read.
    """

    role: str
    path: str
    sha256: str
    size: int
    rows: int
    reader: str
    source: str
    licence: str
    url: str
    vintage: str
    retrieved: dt.date | None
    sensitivity: Sensitivity


def people_are_open(used: Iterable[Provenance]) -> bool:
    """Whether every input that tells how many people live where may be shown as it is."""
    return all(one.sensitivity == "open" for one in used if one.role.startswith(_OF_PEOPLE))


def homes_are_open(used: Iterable[Provenance]) -> bool:
    """Whether every input that tells where in an area people live may be shown as it is."""
    return all(one.sensitivity == "open" for one in used if one.role.startswith(_OF_HOMES))


def provenance_of(
    study: Study, given: Input, role: str, *, rows: int, reader: str, is_refused: bool = False
) -> Provenance:
    """Take the digest of an input's file and put it with what the study says of it.

    Parameters
    ----------
    study, given, role
        The study, one of its inputs and what that is called.
    rows, reader
        Rows that are used, and how they were read.
    is_refused
        The file need not open: what can't be opened has no digest.

    Raises
    ------
    InputError
        The file can't be opened.
    """
    path = study.file(given)
    sha256, size = "", 0
    try:
        with opened_or_refused(given.path.as_posix()), path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            size = path.stat().st_size
    except InputError:
        if not is_refused:
            raise
    return Provenance(
        role=role,
        path=given.path.as_posix(),
        sha256=sha256,
        size=size,
        rows=rows,
        reader=reader,
        source=given.source,
        licence=given.licence,
        url=given.url,
        vintage=given.vintage,
        retrieved=given.retrieved,
        sensitivity=given.sensitivity,
    )
