"""Which kind of street file this is, by what is in it: a name's ending is not believed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from geoaccess.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["StreetFormat", "sniff_streets"]

StreetFormat = Literal["pbf", "xml", "graphml"]

_LOOKED_AT = 8192
_PBF = re.compile(rb"^\x00\x00..\x0a\x09OSMHeader", re.DOTALL)
_OTHER: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"PK\x03\x04", "ZIP"),
    (b"SQLite format 3\x00", "GeoPackage"),
    (b"PAR1", "Parquet"),
    (b"\x80", "pickle"),
    (b"{", "JSON"),
    (b"[", "JSON"),
)
_ROOT = re.compile(r"<\s*([A-Za-z][\w:.-]*)")


def sniff_streets(path: Path, name: str) -> StreetFormat:
    """Tell the format of a street file, or refuse it.

    Parameters
    ----------
    path
        The file.
    name
        What to call it in messages.

    Raises
    ------
    InputError
        If the file is missing, empty, a web page, a history or change file, broken off by its
        server, or anything else that holds no streets we read.
    """
    head, tail = _ends(path, name)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise InputError.of("GA-S001", file=name)
    if _PBF.match(head):
        return "pbf"
    text = _as_text(head)
    if not text.startswith("<"):
        raise InputError.of("GA-S003", file=name, found=_other(head))
    return _xml_format(text, tail, name)


def _ends(path: Path, name: str) -> tuple[bytes, bytes]:
    if not path.is_file():
        raise InputError.of("GA-S016", file=name)
    with path.open("rb") as file:
        head = file.read(_LOOKED_AT)
        file.seek(max(0, path.stat().st_size - _LOOKED_AT))
        return head, file.read()


def _as_text(head: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if head.startswith(mark):
            return head.decode(encoding, errors="replace").lstrip()
    return head.decode("utf-8-sig", errors="replace").lstrip()


def _other(head: bytes) -> str:
    known = (kind for start, kind in _OTHER if head.lstrip().startswith(start))
    first = next(known, None)
    return first or head[:40].decode("latin-1")


def _xml_format(text: str, tail: bytes, name: str) -> StreetFormat:
    bare = re.sub(r"<!--.*?-->|<\?.*?\?>", "", text, flags=re.DOTALL).lstrip()
    lowered = bare.lower()
    if lowered.startswith(("<!doctype html", "<html", "<head", "<body")):
        raise InputError.of("GA-S002", file=name)
    if "<!doctype" in lowered or "<!entity" in lowered:
        raise InputError.of("GA-S008", file=name)
    root = _ROOT.match(bare)
    kind = root.group(1) if root else ""
    if kind == "graphml":
        return "graphml"
    if kind == "osmChange":
        raise InputError.of("GA-S013", file=name)
    if kind != "osm":
        raise InputError.of("GA-S003", file=name, found=f"<{kind}>")
    remark = re.search(r"<remark>(.*?)</remark>", text + tail.decode("utf-8", "replace"), re.DOTALL)
    if remark:
        raise InputError.of("GA-S009", file=name, remark=remark.group(1).strip())
    return "xml"
