"""One gate in front of every archive: nothing is unpacked that could fill the machine."""

from __future__ import annotations

import unicodedata
import zipfile
import zlib
from typing import TYPE_CHECKING

from geoaccess.errors import InputError
from geoaccess.messages import N_, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["ZIP_MAGIC", "checked_archive", "copy_member", "read_member"]

_MEMBERS = 200
_UNPACKED = 200_000_000
_RATIO = 200
_SMALL = 10_000_000
_ENCRYPTED = 1
# The other methods unpack whole blocks at a time, however little is asked for.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_KIND_OF_FILE, _LINK = 0o170000, 0o120000
ZIP_MAGIC = b"PK\x03\x04"
_CHUNK = 1_000_000


def checked_archive(path: Path, *, file: str, unpacked: int = _UNPACKED) -> zipfile.ZipFile:
    """Open a zip archive that is safe to read.

    Parameters
    ----------
    path
        The archive.
    file
        What to call it in messages.
    unpacked
        Most bytes its members may hold together.

    Raises
    ------
    InputError
        Damaged, too many members, too large or too tightly packed, encrypted, packed in a way
        that can't be read bit by bit, links, paths that lead elsewhere, names that are the same.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError.of("GA-T035", file=file) from error
    members = archive.infolist()
    reason = _danger(members, unpacked) or _dangerous_name(members)
    if reason:
        archive.close()
        raise InputError.of("GA-T034", file=file, reason=reason)
    return archive


def _danger(members: list[zipfile.ZipInfo], unpacked: int) -> object:
    size = sum(member.file_size for member in members)
    tight = any(
        m.file_size > _SMALL and m.file_size > _RATIO * max(m.compress_size, 1) for m in members
    )
    if len(members) > _MEMBERS:
        return (Phrase(N_("too many files")), f"{len(members)} > {_MEMBERS}")
    if size > unpacked or tight:
        return (Phrase(N_("too large when unpacked")), f"{size / 1e6:.0f} MB")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        return Phrase(N_("encrypted"))
    methods = {member.compress_type for member in members} - _METHODS
    return (Phrase(N_("packed in an uncommon way")), f"{min(methods)}") if methods else ""


def _dangerous_name(members: list[zipfile.ZipInfo]) -> object:
    names = [unicodedata.normalize("NFC", m.filename).casefold() for m in members]
    for member in members:
        # As it is written: the library cuts a name at NUL, and turns backslashes on Windows.
        name = member.orig_filename
        parts = name.split("/")
        if "\\" in name or "\x00" in name or ".." in parts or not parts[0] or ":" in parts[0]:
            return (Phrase(N_("a path that leads elsewhere")), name)
        if (member.external_attr >> 16) & _KIND_OF_FILE == _LINK:
            return (Phrase(N_("a link to another place")), name)
    return Phrase(N_("two files of the same name")) if len(set(names)) < len(names) else ""


def read_member(archive: zipfile.ZipFile, name: str, limit: int, *, file: str) -> bytes:
    """Bytes of one member, never more than it declares.

    Parameters
    ----------
    archive
        An archive from `checked_archive`.
    name
        The member.
    limit
        Most bytes it may hold.
    file
        What to call the archive in messages.

    Raises
    ------
    InputError
        Larger than `limit`, an archive itself, or not as long as it declares.
    """
    return b"".join(_chunks(archive, name, limit, file))


def copy_member(archive: zipfile.ZipFile, name: str, to: Path, limit: int, *, file: str) -> None:
    """Write one member to a new file, refused as `read_member` refuses."""
    with to.open("xb") as opened:
        for chunk in _chunks(archive, name, limit, file):
            opened.write(chunk)


def _chunks(archive: zipfile.ZipFile, name: str, limit: int, file: str) -> Iterator[bytes]:
    member = archive.getinfo(name)
    left = member.file_size
    if left > limit:
        raise InputError.of("GA-T034", file=file, reason=f"{name}: {left / 1e6:.0f} MB")
    first = True
    try:
        with archive.open(member) as opened:
            while left:
                chunk = opened.read(min(left, _CHUNK))
                if not chunk:
                    raise InputError.of("GA-T035", file=file)
                if first and chunk.startswith(ZIP_MAGIC):
                    raise InputError.of("GA-T034", file=file, reason=f"{name}: zip")
                first, left = False, left - len(chunk)
                yield chunk
            # The end is where the checksum is compared.
            opened.read(1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise InputError.of("GA-T035", file=file) from error
