"""What a file is by its first bytes; the name is never trusted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from geoaccess.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Content", "content_of"]

Content = Literal["text", "json", "xlsx", "gpkg", "parquet"]

_MAGIC: tuple[tuple[bytes, Content], ...] = (
    (b"SQLite format 3\x00", "gpkg"),
    (b"PAR1", "parquet"),
    (b"PK\x03\x04", "xlsx"),
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
        or binary data of another kind.
    """
    if not path.is_file():
        raise InputError.of("GA-T036", file=file)
    with path.open("rb") as opened:
        head = opened.read(_HEAD)
    for magic, content in _MAGIC:
        if head.startswith(magic):
            return content
    if head.startswith(_OLE):
        raise InputError.of("GA-T033", file=file)
    return _content_of_text(head, file)


def _content_of_text(head: bytes, file: str) -> Content:
    if head.startswith(_WIDE):
        return "text"
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
