"""What a file is by its first bytes; the name is never trusted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from geoaccess.errors import InputError
from geoaccess.messages import N_, Phrase
from geoaccess.sources.archive import ZIP_MAGIC, checked_archive
from geoaccess.sources.opening import opened_or_refused

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Content", "content_of"]

Content = Literal["text", "json", "xlsx", "gpkg", "parquet", "shapefile"]

_MAGIC: tuple[tuple[bytes, Content], ...] = (
    (b"SQLite format 3\x00", "gpkg"),
    (b"PAR1", "parquet"),
)
_PART_OF_SHAPEFILE = b"\x00\x00\x27\x0a"
# Large data are published as one zip; readers set lower limits of their own.
_UNPACKED = 4_000_000_000
_TIMETABLE = {"stops.txt", "trips.txt", "routes.txt", "stop_times.txt"}
_NAMED = 3
_TABLE = Phrase(N_("CSV or XLSX"))
_SHAPES = Phrase(N_("GeoPackage or GeoJSON"))
_LARGE = Phrase(N_("CSV or Parquet"))
# What a file of another program begins with, what that is, and how to save it instead.
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"\x1f\x8b", "gzip (.gz)", _TABLE),
    (b"fgb\x03", "FlatGeobuf (.fgb)", _SHAPES),
    (b"ARROW1", "Arrow/Feather", _LARGE),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip (.7z)", _TABLE),
    (b"Rar!", "RAR", _TABLE),
    (b"%PDF", "PDF", _TABLE),
    (b"$FL2", "SPSS (.sav)", _LARGE),
    (b"<stata_dta>", "Stata (.dta)", _LARGE),
    (b"RDX", "R (.RData)", _LARGE),
    (b"!table", "MapInfo (.tab)", _SHAPES),
    (b"{\\rtf", "RTF", _TABLE),
)
# Members by which zip archives of other programs are known.
_ZIPPED_OTHERS: tuple[tuple[str, str, str], ...] = (
    ("xl/workbook.bin", "Excel (.xlsb)", "XLSX"),
    ("word/document.xml", "Word (.docx)", _TABLE),
    ("ppt/presentation.xml", "PowerPoint (.pptx)", _TABLE),
    ("doc.kml", "KMZ", _SHAPES),
    ("content.xml", "OpenDocument (.ods)", "XLSX"),
)
_OLE = b"\xd0\xcf\x11\xe0"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_PAGE = re.compile(rb"(?is)\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)")
_HEAD = 4096


def content_of(path: Path, *, file: str) -> Content:
    """Tell what a file holds, or refuse what no reader takes.

    Parameters
    ----------
    path
        The file.
    file
        What to call it in messages.

    Raises
    ------
    InputError
        Empty, a web page, XML (which GDAL would take for a virtual file), password-protected,
        a zip archive of something else than a workbook or shapefiles, one part of a shapefile,
        or binary data of another kind.
    """
    if not path.is_file():
        raise InputError.of("GA-T036", file=file)
    with opened_or_refused(file), path.open("rb") as opened:
        head = opened.read(_HEAD)
    for magic, content in _MAGIC:
        if head.startswith(magic):
            return content
    if head.startswith(ZIP_MAGIC):
        return _content_of_zip(path, file)
    if head.startswith(_PART_OF_SHAPEFILE):
        raise InputError.of("GA-T094", file=file)
    if head.startswith(_OLE):
        raise InputError.of("GA-T033", file=file)
    for magic, other, instead in _OTHERS:
        if head.startswith(magic):
            raise InputError.of("GA-T132", file=file, found=other, instead=instead)
    return _content_of_text(head, file)


def _content_of_zip(path: Path, file: str) -> Content:
    with checked_archive(path, file=file, unpacked=_UNPACKED) as archive:
        names = [member.filename for member in archive.infolist() if not member.is_dir()]
    if "xl/workbook.xml" in names:
        return "xlsx"
    for member, other, instead in _ZIPPED_OTHERS:
        if member in names:
            raise InputError.of("GA-T132", file=file, found=other, instead=instead)
    base = [name.rpartition("/")[2].casefold() for name in names]
    if any(name.endswith(".shp") for name in base):
        return "shapefile"
    found: object = Phrase(N_("a timetable (GTFS)"))
    if not set(base) & _TIMETABLE:
        found = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    raise InputError.of("GA-T090", file=file, found=found)


def _content_of_text(head: bytes, file: str) -> Content:
    if head.startswith(_WIDE):
        # A cut in the middle of a letter is no matter for the first ones.
        head = head.decode("utf-16", errors="ignore").encode("utf-8", errors="ignore")
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        raise InputError.of("GA-T020", file=file)
    if b"\x00" in text:
        raise InputError.of("GA-T021", file=file)
    if _PAGE.match(text):
        raise InputError.of("GA-T022", file=file)
    if text.startswith(b"<"):
        raise InputError.of("GA-T030", file=file, found="XML")
    return "json" if text.startswith((b"{", b"[")) else "text"
