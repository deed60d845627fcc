"""Parquet as text: only plain columns, nothing unpickled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geoaccess.errors import InputError
from geoaccess.sources.excel_file import cell_text
from geoaccess.sources.text_table import TextTable, clean

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["read_parquet"]


def read_parquet(path: Path, *, file: str) -> TextTable:
    """Read a Parquet file's plain columns.

    Raises
    ------
    InputError
        Damaged, or without rows.
    """
    try:
        table = pq.read_table(path, memory_map=False)
    except (pa.ArrowException, OSError) as error:
        raise InputError.of("GA-T035", file=file) from error
    if not table.num_rows:
        raise InputError.of("GA-T028", file=file)
    plain = [f.name for f in table.schema if not pa.types.is_nested(f.type)]
    cells = np.empty((table.num_rows, len(plain)), dtype=object)
    for at, name in enumerate(plain):
        cells[:, at] = _column_text(table.column(name))
    return TextTable(
        file=file,
        names=tuple(clean(name) for name in plain),
        cells=cells,
        lines=np.arange(1, table.num_rows + 1, dtype=np.int64),
        reader="parquet",
        native=True,
    )


def _column_text(column: pa.ChunkedArray) -> NDArray[np.object_]:
    # Each distinct value is written out once: travel times repeat a great deal.
    coded = column.combine_chunks().dictionary_encode()
    words = [_text(value) for value in coded.dictionary.to_pylist()]
    codes = coded.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)
    texts: NDArray[np.object_] = np.array([*words, ""], dtype=object)[codes]
    return texts


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return "" if value is None or value != value else clean(cell_text(value))  # noqa: PLR0124 -- NaN
