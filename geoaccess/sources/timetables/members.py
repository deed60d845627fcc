"""Which files of a feed's archive are its tables, and what is in them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from geoaccess.errors import InputError
from geoaccess.memory import require_memory
from geoaccess.messages import N_, Phrase
from geoaccess.sources.archive import ZIP_MAGIC, checked_archive, read_member
from geoaccess.sources.content import content_of
from geoaccess.sources.timetables.columns import TABLES

if TYPE_CHECKING:
    import zipfile
    from pathlib import Path

__all__ = ["member_bytes", "names_in", "open_feed", "tables_of"]

# A country's timetable for half a year is some hundred megabytes.
_UNPACKED = 2_000_000_000
_TABLE = 1_000_000_000
# Measured: what reading takes at its peak, per byte unpacked.
_BYTES_PER_BYTE = 15
_READING = Phrase(N_("Reading the timetable"))
_LESS = Phrase(N_("Give a feed of the region only, or of fewer weeks."))
_SHOWN = 60
_NAMED = 15


def open_feed(path: Path, *, file: str) -> zipfile.ZipFile:
    """Open a feed's archive, or refuse what is none.

    Raises
    ------
    InputError
        A web page, a server's message or another file that is no archive, or an archive that is
        not safe to open.
    """
    if not path.is_file():
        raise InputError.of("GA-T036", file=file)
    with path.open("rb") as opened:
        head = opened.read(_SHOWN)
    if not head.startswith(ZIP_MAGIC):
        content_of(path, file=file)  # says better what it is, if no reader takes it
        raise InputError.of("GA-F001", file=file, found=head.decode("utf-8", "replace"))
    archive = checked_archive(path, file=file, unpacked=_UNPACKED)
    needed = _BYTES_PER_BYTE * sum(member.file_size for member in archive.infolist())
    require_memory(needed, _READING, _LESS, file=file)
    return archive


def tables_of(archive: zipfile.ZipFile, *, file: str) -> dict[str, zipfile.ZipInfo]:
    """Give the tables of a feed by name; they lie at the top, or in one folder.

    Raises
    ------
    InputError
        Tables in several folders, or no tables but other archives.
    """
    members = [(PurePosixPath(m.filename), m) for m in archive.infolist() if not m.is_dir()]
    members = [(path, m) for path, m in members if "__MACOSX" not in path.parts]
    tables = [(path, m) for path, m in members if path.name in TABLES]
    folders = sorted({str(path.parent) for path, _ in tables})
    if len(folders) > 1:
        raise InputError.of("GA-F004", file=file, found=tuple(folders))
    inner = [path.name for path, _ in members if path.suffix == ".zip"]
    if not tables and inner:
        raise InputError.of("GA-F005", file=file, found=tuple(inner))
    if not tables:
        raise InputError.of("GA-F002", file=file, table="stops.txt", found=names_in(archive))
    return {path.name: m for path, m in tables}


def names_in(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """Give the first names of what an archive holds, for messages."""
    names = [member.filename for member in archive.infolist() if not member.is_dir()]
    return (*names[:_NAMED], "…") if len(names) > _NAMED else tuple(names)


def member_bytes(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, file: str) -> bytes:
    """Unpack one table; what the archive says of its size is not trusted.

    Raises
    ------
    InputError
        Damaged, or larger than is read.
    """
    return read_member(archive, member.filename, _TABLE, file=file)
