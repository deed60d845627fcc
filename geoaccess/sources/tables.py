"""Plain tables: the register of GSA and KSA, names of kommuner, travel times made elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geoaccess.sources.mapping import Loaded, SourceTable, load_text, source_table, typed_frame
from geoaccess.sources.text_table import clean
from geoaccess.sources.vintage import without_vintage
from geoaccess.study.files import KOMMUNER_FILE, REGISTER_FILE, REGSO_KEY_FILE, TIMES_FILE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from geoaccess.columns import Table
    from geoaccess.study import Input, Study, TimesInput

__all__ = ["read_kommuner", "read_register", "read_regso_key", "read_table", "read_times"]

_NO_WAY = ("NaN", "nan", "NA", "None")
# What r5r calls them: the median over departures; `fromId` and `toId` in older versions.
_CALLED_ELSEWHERE = {"from_id": "fromId", "to_id": "toId", "travel_time": "travel_time_p50"}


def read_table(
    study: Study,
    given: Input,
    role: str,
    table: Table,
    *,
    expected: Mapping[str, Collection[str]] | None = None,
) -> SourceTable:
    """Read any input as `table`: CSV, XLSX, GeoPackage, GeoJSON or Parquet.

    Parameters
    ----------
    study, given, role
        The study, one of its inputs and what that is called, such as ``"register"``.
    table
        The columns wanted; the file's names for them are the input's ``columns``.
    expected
        Codes a key column is known to hold, to put lost leading zeros back.

    Raises
    ------
    InputError
        With a notice per fault of the file.
    """
    loaded = load_text(study, given, role)
    return source_table(loaded, typed_frame(loaded, table, expected=expected), table)


def read_register(study: Study) -> SourceTable | None:
    """Read who has GSA and KSA in each unit, if the study says."""
    given = study.inputs.register
    return None if given is None else read_table(study, given, "register", REGISTER_FILE)


def read_kommuner(study: Study, *, expected: Collection[str] = ()) -> SourceTable | None:
    """Read the names of the kommuner, if the study gives them: ``kommun_code``, ``name``.

    Rows that only repeat what an earlier one says are left out and told.
    """
    given = study.inputs.kommuner
    if given is None:
        return None
    loaded = load_text(study, given, "kommuner")
    frame = typed_frame(loaded, KOMMUNER_FILE, expected={"kommun_code": expected})
    # A boundary file has a row for each part of a kommun, and all say the same of it.
    again = frame.duplicated() & frame.notna().all(axis=1)
    if again.any() and len(frame.columns) == len(KOMMUNER_FILE.columns):
        loaded.found.add("GA-T097", file=loaded.file, n=int(again.sum()))
        frame, lines = frame[~again].reset_index(drop=True), loaded.text.lines[~again]
        return source_table(loaded, frame, KOMMUNER_FILE, lines=lines)
    return source_table(loaded, frame, KOMMUNER_FILE)


def read_regso_key(study: Study, *, expected: Collection[str] = ()) -> SourceTable | None:
    """Read which RegSO each area lies in, if a key file says: ``area_id`` and the RegSO's names."""
    given = study.inputs.regso_key
    if given is None:
        return None
    loaded = without_vintage(load_text(study, given, "regso_key"), "area_id", ())
    loaded = without_vintage(loaded, "regso_id", ())
    frame = typed_frame(loaded, REGSO_KEY_FILE, expected={"area_id": expected})
    return source_table(loaded, frame, REGSO_KEY_FILE)


def read_times(
    study: Study,
    given: TimesInput,
    role: str = "times",
    *,
    expected: Mapping[str, Collection[str]] | None = None,
) -> SourceTable:
    """Read travel times made elsewhere, such as by r5r and r5py under the names they use.

    Parameters
    ----------
    study, given, role
        The study, one of its tables of times and what it is called.
    expected
        Ids asked about under ``from_id`` and ``to_id``, to put lost leading zeros back.

    Returns
    -------
    SourceTable
        A row per pair: ``from_id``, ``to_id``, ``travel_time`` (minutes, missing where the table
        gives no way: empty or NaN).

    Raises
    ------
    InputError
        A negative time, a pair given twice, or any fault of the file.
    """
    loaded = _without_words(_by_our_names(load_text(study, given, role)))
    frame = typed_frame(loaded, TIMES_FILE, expected=expected)
    if {"from_id", "to_id"} <= set(frame):
        for i in frame.index[frame.duplicated(["from_id", "to_id"])]:
            pair = f"{frame.loc[i, 'from_id']} - {frame.loc[i, 'to_id']}"
            loaded.found.add("GA-T056", file=loaded.file, row=int(loaded.text.lines[i]), value=pair)
    return source_table(loaded, frame, TIMES_FILE)


def _by_our_names(loaded: Loaded) -> Loaded:
    """The file's columns as the study maps them; those it does not, by other tools' names."""
    names, given = loaded.text.names, loaded.given
    elsewhere = {
        ours: theirs
        for ours, theirs in _CALLED_ELSEWHERE.items()
        if ours not in given.columns and ours not in names and theirs in names
    }
    columns = given.columns | elsewhere
    return replace(loaded, given=given.model_copy(update={"columns": columns}))


def _without_words(loaded: Loaded) -> Loaded:
    """Blank instead of the words that other tools write for "no way"."""
    name = clean(loaded.given.columns.get("travel_time", "travel_time"))
    if name not in loaded.text.names:
        return loaded
    cells = loaded.text.cells.copy()
    at = loaded.text.names.index(name)
    cells[np.isin(cells[:, at].astype(str), _NO_WAY), at] = ""
    return replace(loaded, text=replace(loaded.text, cells=cells))
