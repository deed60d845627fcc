"""How much memory a table takes when it is read as text, told from its file before reading."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from geoaccess.messages import N_, Phrase

if TYPE_CHECKING:
    from pathlib import Path

    from geoaccess.sources.content import Content

__all__ = ["LESS_TO_READ", "READING", "size_in_memory"]

READING = Phrase(N_("Reading the file"))
LESS_TO_READ = Phrase(N_("Keep only the region's rows and the columns that are used."))
# Measured: what reading takes at its peak, per byte of the file. A packed one counts unpacked.
_BYTES_PER_BYTE = 20
_BYTES_PER_CELL = 100


def size_in_memory(path: Path, content: Content) -> float:
    """Bytes that reading a file takes at most, roughly.

    What cannot be told of a damaged file is nothing: its reader refuses it.
    """
    if content == "parquet":
        return _of_parquet(path)
    size = path.stat().st_size
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
    return float(_BYTES_PER_BYTE * size)


def _of_parquet(path: Path) -> float:
    try:
        about = pq.read_metadata(path)
    except (pa.ArrowException, OSError):
        return 0.0
    stored = sum(about.row_group(i).total_byte_size for i in range(about.num_row_groups))
    return float(about.num_rows * about.num_columns * _BYTES_PER_CELL + stored)
