"""Key files between vintages: which older areas each area is made of, and by which shares."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.errors import InputError
from geoaccess.sources.mapping import Loaded, SourceTable, load_text, source_table, typed_frame
from geoaccess.sources.text_table import clean
from geoaccess.sources.vintage import vintage_of, without_vintage
from geoaccess.study.files import VINTAGE_KEY_FILE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.study import StatisticsInput, Study

__all__ = ["read_vintage_key"]

_PAIR = ["from_id", "to_id"]
# Shares are published rounded, to two decimals at worst: each may be off by half of the last.
_ROUNDED = 0.005


def read_vintage_key(study: Study, table: StatisticsInput, role: str) -> SourceTable:
    """Read the key file of a statistics table.

    Returns
    -------
    SourceTable
        A row per older and newer area that share people: ``from_id``, ``to_id``, ``share`` (sums
        to exactly 1 per older area; 1 where the file gives none and none is needed), ``change``
        where given.

    Raises
    ------
    InputError
        All faults of the file: a pair given twice, shares that are no shares of a whole, and an
        older area that goes to several without shares, each by row.
    """
    given = table.key
    assert given is not None
    loaded = load_text(study, given, role)
    for column in _PAIR:
        loaded = without_vintage(loaded, column, ())
    frame = typed_frame(loaded, VINTAGE_KEY_FILE)
    _refuse_other_direction(loaded, table.vintage, study.inputs.areas.vintage)
    if set(_PAIR) <= set(frame):
        kept = _less_repeated(loaded, frame)
        loaded = replace(loaded, text=loaded.text.keep(kept))
        frame = frame[kept].reset_index(drop=True)
        _refuse_pairs_twice(loaded, frame)
        frame = _with_shares(loaded, frame)
    return source_table(loaded, frame, VINTAGE_KEY_FILE)


def _less_repeated(loaded: Loaded, frame: pd.DataFrame) -> NDArray[np.bool_]:
    """Rows to keep: a list of smaller areas says of each which older and newer one it lies in."""
    again = frame.duplicated() & frame.notna().all(axis=1)
    if "share" in frame:
        return np.ones(len(frame), dtype=bool)
    if again.any():
        loaded.found.add("GA-L431", file=loaded.file, n=int(again.sum()))
    return ~again.to_numpy(bool)


def _refuse_other_direction(loaded: Loaded, theirs: str, ours: str) -> None:
    """A key's columns are often called by their vintages: those are not to be turned around."""
    for column, said in (("from_id", theirs), ("to_id", ours)):
        name = clean(loaded.given.columns.get(column, column))
        called, wanted = vintage_of(name), vintage_of(said)
        if called and wanted and not called.is_drawn_as(wanted):
            loaded.found.add(
                "GA-L069", file=loaded.file, column=name, value=column, vintage=str(wanted)
            )


def _refuse_pairs_twice(loaded: Loaded, frame: pd.DataFrame) -> None:
    for i in frame.index[frame.duplicated(_PAIR) & frame[_PAIR].notna().all(axis=1)]:
        pair = f"{frame.loc[i, 'from_id']} - {frame.loc[i, 'to_id']}"
        loaded.found.add("GA-T056", file=loaded.file, row=int(loaded.text.lines[i]), value=pair)


def _with_shares(loaded: Loaded, frame: pd.DataFrame) -> pd.DataFrame:
    several = frame.groupby("from_id")["to_id"].transform("size") > 1
    given = frame["share"] if "share" in frame else pd.Series(index=frame.index, dtype="Float64")
    for i in frame.index[several & given.isna()]:
        loaded.found.add(
            "GA-L067",
            file=loaded.file,
            row=int(loaded.text.lines[i]),
            column=clean(loaded.given.columns.get("share", "share")),
            value=frame.loc[i, "from_id"],
        )
    share = given.astype("Float64").fillna(1.0).astype(float)
    total = share.groupby(frame["from_id"]).transform("sum")
    size = share.groupby(frame["from_id"]).transform("size")
    if not loaded.found.errors:
        off = (total - 1).abs() > size * _ROUNDED + 1e-9
        for i in frame.index[off & ~frame.duplicated("from_id")]:
            loaded.found.add(
                "GA-L066",
                file=loaded.file,
                row=int(loaded.text.lines[i]),
                column=clean(loaded.given.columns.get("share", "share")),
                value=frame.loc[i, "from_id"],
                found=float(total[i]),
            )
    InputError.refuse(loaded.found)
    return frame.assign(share=share / total)
