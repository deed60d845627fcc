"""One gate in front of every archive: nothing is unpacked that could fill the machine."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from geoaccess.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["checked_archive"]

_MEMBERS = 200
_UNPACKED = 200_000_000
_RATIO = 200
_SMALL = 10_000_000
_ENCRYPTED = 1


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
        Damaged, too many members, too large or too tightly packed, encrypted, duplicate names.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError.of("GA-T035", file=file) from error
    members = archive.infolist()
    reason = _danger(members, unpacked)
    if reason:
        archive.close()
        raise InputError.of("GA-T034", file=file, reason=reason)
    return archive


def _danger(members: list[zipfile.ZipInfo], unpacked: int) -> str:
    names = [member.filename.casefold() for member in members]
    size = sum(member.file_size for member in members)
    tight = any(
        m.file_size > _SMALL and m.file_size > _RATIO * max(m.compress_size, 1) for m in members
    )
    if len(members) > _MEMBERS:
        return f"{len(members)} > {_MEMBERS} files"
    if size > unpacked or tight:
        return f"{size / 1e6:.0f} MB"
    if any(member.flag_bits & _ENCRYPTED for member in members):
        return "encrypted"
    return "duplicate names" if len(set(names)) < len(names) else ""
