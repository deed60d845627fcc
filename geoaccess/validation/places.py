"""Where a finding belongs: which input, and which of its rows, also when only an id was said."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.errors.personal import HIDDEN_NUMBER, hide_personal, holds_personal
from geoaccess.sources.mapping import summands
from geoaccess.sources.text_table import clean
from geoaccess.sources.vintage import split_vintage
from geoaccess.study.files import FILES
from geoaccess.study.inputs import StatisticsInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from geoaccess.errors import Notice
    from geoaccess.sources.provenance import Provenance
    from geoaccess.sources.text_table import TextTable
    from geoaccess.study import Input

__all__ = ["Held", "held", "placed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An input as it lies in its file.

    Attributes
    ----------
    text
        Rows as text, with dots for personal identity numbers; None for what is no table or could
        not be read.
    personal
        Columns that hold such numbers.
    used
        Columns that this input takes from its file.
    names
        The file's name of each of our columns that has another one there.
    lines
        Row of each key that stands in one row only.
    """

    provenance: Provenance
    rows: int | None
    text: TextTable | None = None
    personal: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """What the file is called in notices."""
        return self.provenance.path


def held(given: Input, provenance: Provenance, rows: int | None, text: TextTable | None) -> Held:
    """An input without the personal identity numbers in it, and where each of its keys stands."""
    if text is None:
        return Held(provenance=provenance, rows=rows)
    personal = frozenset(name for name in text.names if holds_personal(set(text.column(name))))
    hidden = np.empty_like(text.cells)
    for i, name in enumerate(text.names):
        hidden[:, i] = _hidden(text.cells[:, i], whole=name in personal)
    return Held(
        provenance=provenance,
        rows=rows,
        text=replace(text, cells=hidden),
        personal=personal,
        used=_used(given),
        names={
            ours: clean(theirs)
            for ours, theirs in given.columns.items()
            if ours not in text.names and clean(theirs) in text.names
        },
        lines=_lines_of_keys(given, provenance.role, text),
    )


def _used(given: Input) -> frozenset[str]:
    names = {part for name in given.columns.values() for part in summands(name)}
    if isinstance(given, StatisticsInput):
        names |= {clean(name) for name in (given.pivot, given.value_column) if name}
    return frozenset(names | set(given.columns))


def _hidden(cells: NDArray[np.object_], *, whole: bool) -> NDArray[np.object_]:
    codes, distinct = pd.factorize(cells)
    shown = [(text and HIDDEN_NUMBER) if whole else hide_personal(text) for text in distinct]
    found: NDArray[np.object_] = np.array([*shown, ""], dtype=object)[codes]
    return found


def _lines_of_keys(given: Input, role: str, text: TextTable) -> Mapping[str, int]:
    key = FILES[role.partition("[")[0]].key
    column = clean(given.columns.get(key, key))
    if not key or column not in text.names:
        return {}
    keys = pd.Series([split_vintage(cell)[0] for cell in text.column(column)], dtype=object)
    once = ~keys.duplicated(keep=False) & (keys != "")
    return dict(zip(keys[once], text.lines[once.to_numpy()].tolist(), strict=True))


def placed(
    notices: Iterable[Notice], inputs: Sequence[Held]
) -> Iterator[tuple[int | None, Notice]]:
    """Each finding with the place of its input in the list, and its row where that can be told.

    A finding that names no row but the key of exactly one row of its file is about that row; one
    that counts rows (it has a number of them) is about none. A finding without a file that names
    one site is about the row of that site.
    """
    for said in notices:
        at = _input_of(said, inputs)
        notice = said if at is None else _as_in_file(said, inputs[at])
        if notice.row is not None or "n" in notice.places:
            yield at, notice
        elif at is not None:
            yield at, _with_row(notice, inputs[at])
        else:
            yield _of_a_site(notice, inputs)


def _input_of(notice: Notice, inputs: Sequence[Held]) -> int | None:
    """The input a finding is of; where several share a file, the first that uses its column."""
    # What is inside an archive is told as "archive/table".
    ours = [i for i, one in enumerate(inputs) if f"{notice.file}/".startswith(f"{one.file}/")]
    fitting = [i for i in ours if notice.column in inputs[i].used]
    return next(iter(fitting or ours), None)


def _as_in_file(notice: Notice, one: Held) -> Notice:
    """With the file's own name of the column, and without a personal identity number."""
    column = one.names.get(notice.column, notice.column)
    secret = notice.value is not None and column in one.personal
    return replace(notice, column=column, value=HIDDEN_NUMBER if secret else notice.value)


def _with_row(notice: Notice, one: Held) -> Notice:
    keys = (notice.value, notice.places.get("area"))
    rows = {one.lines[key] for key in keys if isinstance(key, str) and key in one.lines}
    return replace(notice, row=rows.pop()) if len(rows) == 1 else notice


def _of_a_site(notice: Notice, inputs: Sequence[Held]) -> tuple[int | None, Notice]:
    lists = [i for i, one in enumerate(inputs) if one.provenance.role.startswith("sites[")]
    hits = [i for i in lists if notice.value is not None and notice.value in inputs[i].lines]
    if notice.file or len(hits) != 1:
        return None, notice
    one = inputs[hits[0]]
    return hits[0], _with_row(replace(notice, file=one.file), one)
