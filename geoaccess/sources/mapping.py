"""From a file's columns to ours: mapped, recoded, typed, checked, all its faults at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.errors import InputError, NoticeList
from geoaccess.memory import require_memory
from geoaccess.sources.asked_rows import asked_rows, no_column
from geoaccess.sources.content import content_of
from geoaccess.sources.csv_file import read_csv
from geoaccess.sources.excel_file import read_excel
from geoaccess.sources.footprint import LESS_TO_READ, READING, size_in_memory
from geoaccess.sources.geo_file import read_geopackage
from geoaccess.sources.json_file import read_json
from geoaccess.sources.keys import tell_variants
from geoaccess.sources.opening import file_is_as, opened_or_refused, stamp_of
from geoaccess.sources.parquet_file import read_parquet
from geoaccess.sources.persons import refuse_persons
from geoaccess.sources.plausible import refuse_totals
from geoaccess.sources.provenance import provenance_of
from geoaccess.sources.reading import Reading
from geoaccess.sources.shapefile import read_shapefile
from geoaccess.sources.text_table import TextTable, clean
from geoaccess.sources.values import typed
from geoaccess.study.files import FILES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from geoaccess.columns import Column, Table
    from geoaccess.errors import Notice
    from geoaccess.sources.provenance import Provenance
    from geoaccess.study import Input, Study

__all__ = [
    "Loaded",
    "SourceTable",
    "load_text",
    "source_table",
    "summands",
    "text_of",
    "typed_frame",
]

_ADDED = ("count", "number")
# What `geoaccess listed` counts: rows of persons, of which it reads no more than where they live.
_OF_PERSONS = "listed"


@dataclass(frozen=True, kw_only=True)
class SourceTable:
    """One input, read: typed columns under our names, and where each row stands in the file.

    `lines` is indexed as `frame`. `notices` are warnings and notes; faults are raised.
    """

    frame: pd.DataFrame
    lines: pd.Series
    provenance: Provenance
    notices: tuple[Notice, ...]


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """A file as text, less the rows the study leaves out, and what was noticed on the way."""

    study: Study
    given: Input
    role: str
    text: TextTable
    found: NoticeList
    stamp: tuple[int, int] | None = None

    @property
    def file(self) -> str:
        """What to call the file in messages."""
        return self.text.file


def load_text(
    study: Study, given: Input, role: str, *, wanted: Collection[str] = (), layer: str | None = None
) -> Loaded:
    """Read an input as text: what the file is decides the reader, never its name.

    Parameters
    ----------
    study, given, role
        The study, one of its inputs and what that is called.
    wanted
        Names the header must hold beside those the study maps.
    layer
        Layer of a GeoPackage, if it is not the input's own.

    Raises
    ------
    InputError
        What the reader of the format refuses, a column of personal identity numbers, or a column
        to leave rows out by is not there.
    """
    with opened_or_refused(given.path.as_posix()):
        stamp = stamp_of(study.file(given))
    text = text_of(study, given, role, wanted=wanted, layer=layer)
    if role != _OF_PERSONS:
        refuse_persons(text)
    found = NoticeList(text.notices)
    kept = asked_rows(text, given, found)
    return Loaded(study=study, given=given, role=role, text=kept, found=found, stamp=stamp)


def text_of(
    study: Study, given: Input, role: str, *, wanted: Collection[str] = (), layer: str | None = None
) -> TextTable:
    """Every row of an input as text, those too that the study leaves out; see `load_text`."""
    path = study.file(given)
    file = given.path.as_posix()
    names = _names_of_the_header(given, role, wanted)
    with opened_or_refused(file):
        text = _read(path, given, names, layer, file)
    twice = sorted({name for name in text.names if text.names.count(name) > 1})
    found = NoticeList()
    for name in twice:
        # The first would be taken, and the other lost unseen.
        found.add("GA-T027", file=file, value=name)
    InputError.refuse(found)
    return text


def _read(
    path: Path, given: Input, names: Collection[str], layer: str | None, file: str
) -> TextTable:
    content = content_of(path, file=file)
    require_memory(size_in_memory(path, content), READING, LESS_TO_READ, file=file)
    if content == "text":
        return read_csv(path, given, file=file, wanted=names)
    if content == "xlsx":
        return read_excel(path, given, file=file, wanted=names)
    if content == "json":
        return read_json(path, given, file=file)
    if content == "gpkg":
        return read_geopackage(path, given, file=file, layer=layer)
    if content == "shapefile":
        return read_shapefile(path, given, file=file)
    return read_parquet(path, file=file)


def _names_of_the_header(given: Input, role: str, wanted: Collection[str]) -> set[str]:
    """Which names tell the header: those the study maps, and ours where it maps none."""
    mapped = {part for name in given.columns.values() for part in summands(name)}
    table = FILES.get(role.partition("[")[0])
    ours = {column.name for column in table.columns if column.required} if table else set()
    ours -= {*given.columns, *given.constants}
    left_out = (exclude.column for exclude in given.exclude)
    return {*wanted, *mapped, *ours, *given.where, *left_out}


def typed_frame(
    loaded: Loaded, table: Table, *, expected: Mapping[str, Collection[str]] | None = None
) -> pd.DataFrame:
    """Type the columns of `table` that the file gives; faults are gathered in ``loaded.found``.

    Parameters
    ----------
    loaded
        The file as text.
    table
        Our columns.
    expected
        Codes that a key column is known to hold, to put lost leading zeros back.
    """
    reading = Reading(
        file=loaded.file,
        found=loaded.found,
        decimal=loaded.given.decimal,
        native=loaded.text.native,
        whole=table.whole,
        missing=loaded.given.missing,
        day_zero=loaded.text.day_zero,
    )
    columns: dict[str, pd.Series] = {}
    for column in table.columns:
        parts = summands(loaded.given.columns.get(column.name, column.name))
        if len(parts) > 1 and column.kind in _ADDED:
            columns[column.name] = _sum(loaded, column, parts, reading)
            continue
        texts, called = _texts(loaded, column)
        if texts is None:
            continue
        codes = frozenset((expected or {}).get(column.name, ()))
        columns[column.name] = typed(
            texts, column, loaded.text.lines, replace(reading, expected=codes), called=called
        )
    return pd.DataFrame(columns, index=pd.RangeIndex(len(loaded.text.lines)))


def summands(name: str) -> tuple[str, ...]:
    """Columns of the file that one of ours is the sum of, written with a plus between blanks.

    Examples
    --------
    >>> summands("ald65_79 + ald80w"), summands("65+ ensamboende")
    (('ald65_79', 'ald80w'), ('65+ ensamboende',))
    """
    return tuple(clean(part) for part in name.split(" + "))


def _sum(loaded: Loaded, column: Column, parts: tuple[str, ...], reading: Reading) -> pd.Series:
    """Sum of several columns; not known where one of them is not known."""
    total: pd.Series | None = None
    added: dict[str, pd.Series] = {}
    for part in parts:
        if part not in loaded.text.names:
            no_column(loaded.text, part, loaded.found)
            continue
        texts = loaded.text.column(part)
        values = typed(texts, column, loaded.text.lines, reading, called=part)
        if part in added:
            loaded.found.add("GA-T149", file=loaded.file, column=column.name, value=part)
        added[part] = values
        total = values if total is None else total + values
    refuse_totals(loaded.found, added, column=column.name, file=loaded.file)
    empty = pd.Series(index=pd.RangeIndex(len(loaded.text.lines)), dtype="Float64")
    return empty if total is None else total


def _texts(loaded: Loaded, column: Column) -> tuple[NDArray[np.object_] | None, str]:
    """Text of one of our columns and the file's name for it; None where the file has it not."""
    given = loaded.given
    if column.name in given.constants:
        constant = given.constants[column.name]
        return np.full(len(loaded.text.lines), constant, dtype=object), column.name
    name = clean(given.columns.get(column.name, column.name))
    if name not in loaded.text.names:
        if column.name in given.columns:
            no_column(loaded.text, name, loaded.found)
        return None, name
    return _recoded(loaded.text.column(name), given.recode.get(column.name, {})), name


def _recoded(texts: NDArray[np.object_], recode: Mapping[str, str]) -> NDArray[np.object_]:
    if not recode:
        return texts
    known = {clean(raw): ours for raw, ours in recode.items() if raw != "*"}
    other = recode.get("*")
    # An empty cell is no value: "*" does not fill it.
    return np.array(
        [known.get(t, t if other is None or not t else other) for t in texts], dtype=object
    )


def source_table(
    loaded: Loaded, frame: pd.DataFrame, table: Table, *, lines: NDArray[np.int64] | None = None
) -> SourceTable:
    """Check a typed frame against its table and put it together with its provenance.

    Raises
    ------
    InputError
        With every fault found in the file.
    """
    rows = loaded.text.lines if lines is None else lines
    numbered = pd.Series(rows, index=frame.index, name="line", dtype="int64")
    try:
        table.check(frame, file=loaded.file, lines=numbered)
    except InputError as error:
        loaded.found.extend(_in_the_files_words(error.notices, loaded))
    if table.key in frame:
        tell_variants(
            frame[table.key].tolist(), rows.tolist(), table.key, loaded.found, file=loaded.file
        )
    InputError.refuse(loaded.found)
    provenance = provenance_of(
        loaded.study,
        loaded.given,
        loaded.role,
        rows=len(loaded.text.lines),
        reader=loaded.text.reader,
    )
    if not file_is_as(loaded.stamp, loaded.study.file(loaded.given)):
        raise InputError.of("GA-T131", file=loaded.file)
    return SourceTable(
        frame=frame,
        lines=numbered,
        provenance=provenance,
        notices=tuple(loaded.found),
    )


def _in_the_files_words(notices: Iterable[Notice], loaded: Loaded) -> Iterator[Notice]:
    """The check's notices with the file's own columns and values, less what is told already."""
    text = loaded.text
    index = {int(line): i for i, line in enumerate(text.lines)}
    told = {(n.row, n.column) for n in loaded.found.errors}
    called = {ours: clean(theirs) for ours, theirs in loaded.given.columns.items()}
    for notice in notices:
        theirs = called.get(notice.column, notice.column)
        # A mapped column that is not there, or a cell that could not be read, is told already.
        not_there = notice.code == "GA-T001" and notice.column in called
        if not_there or (notice.row, theirs) in told:
            continue
        if notice.code == "GA-T001":  # The frame has the columns we know; the file may give more.
            found = ", ".join(text.names)
            notice = replace(notice, places={**notice.places, "found": found})  # noqa: PLW2901
        value = notice.value
        if value is not None and theirs in text.names and notice.row in index:
            value = str(text.column(theirs)[index[notice.row]])
        yield replace(notice, column=theirs, value=value)
