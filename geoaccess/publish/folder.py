"""Folders that appear whole or not at all: built beside, moved into place at the end.

Layout beside an output folder ``maps/study``::

    maps/study/                          what is published; its manifest names the store
    maps/.geoaccess/study/store-<id>/    the private result, readable by its owner only
    maps/.geoaccess/study/part-<id>/     a run at work, or the rest of a killed one
    maps/.geoaccess/study/previous/      the last output, only while two folders change places

The move of the output folder is the one moment that counts: before it the old result is whole,
after it the new one, each with the store its manifest names. A file that every output of a kind
holds, its mark, tells what may be replaced: a run's is ``manifest.json``.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import secrets
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from geoaccess.errors import OutputError
from geoaccess.messages.system import system_reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "CHECKED",
    "MANIFEST",
    "MATRIX",
    "Staged",
    "check_output",
    "private_store",
    "staged_output",
]

MANIFEST = "manifest.json"
CHECKED = "kontroll.json"
MATRIX = "restider.json"
_LOCK_SECONDS = 60
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@dataclass(frozen=True, slots=True)
class Staged:
    """Where a run builds: `output` is moved into place, `store` stays private."""

    output: Path
    store: Path


def private_store(out: Path) -> Path:
    """The private result behind an output folder.

    Raises
    ------
    OutputError
        If the folder is no geoaccess output or its store is gone.
    """
    _recover(out)
    manifest = out / MANIFEST
    if not manifest.is_file():
        raise OutputError.of("GA-O001", file=str(out))
    store = _workshop(out) / str(json.loads(manifest.read_text("utf-8")).get("store", ""))
    if not store.name.startswith("store-") or not store.is_dir():
        raise OutputError.of("GA-O002", file=str(out))
    return store


@contextlib.contextmanager
def staged_output(out: Path, *, mark: str = MANIFEST) -> Iterator[Staged]:
    """Build an output folder and its store beside, and move them into place when all is well.

    On any exception the folder is as it was. A second run waits for the first. A store that no
    manifest in the output names is not kept.

    Raises
    ------
    OutputError
        If the folder holds something else, cannot be written, or another run holds it.
    """
    check_output(out, mark=mark)
    workshop = _workshop(out)
    try:
        workshop.mkdir(parents=True, exist_ok=True, mode=0o700)
        workshop.chmod(0o700)
    except OSError as error:
        raise OutputError.of("GA-O003", file=str(out), reason=system_reason(error)) from error
    with _locked(workshop, out):
        _recover(out)
        _sweep(out)
        token = secrets.token_hex(6)
        part = workshop / f"part-{token}"
        staged = Staged(part / "output", part / f"store-{token}")
        try:
            staged.output.mkdir(parents=True)
            staged.store.mkdir(mode=0o700)
            yield staged
            _to_disk(part)
            final = workshop / staged.store.name
            staged.store.rename(final)
            _put_in_place(staged.output, out, workshop)
        except OSError as error:
            if isinstance(error, OutputError):
                raise
            raise OutputError.of("GA-O003", file=str(out), reason=system_reason(error)) from error
        finally:
            shutil.rmtree(part, ignore_errors=True)
        _sweep(out)


def check_output(out: Path, *, mark: str = MANIFEST) -> None:
    """Refuse a folder that cannot become an output, before anything is computed for it.

    Parameters
    ----------
    out
        Where the output is to be.
    mark
        The file that tells an earlier output of the same kind, which may be replaced.

    Raises
    ------
    OutputError
        If the folder holds something else, or cannot be written beside.
    """
    _refuse_foreign(out, mark)
    there = next(folder for folder in out.absolute().parents if folder.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        raise OutputError.of("GA-O008", file=str(out), value=str(there))


def _workshop(out: Path) -> Path:
    whole = out.absolute()
    return whole.parent / ".geoaccess" / whole.name


def _refuse_foreign(out: Path, mark: str) -> None:
    """Never replace a folder that geoaccess did not write, nor one kind of output by another."""
    if out.is_symlink() or out.is_file():
        raise OutputError.of("GA-O004", file=str(out))
    if not out.is_dir() or (out / mark).is_file() or not any(out.iterdir()):
        return
    ours = any((out / other).is_file() for other in (MANIFEST, CHECKED, MATRIX))
    raise OutputError.of("GA-O020" if ours else "GA-O004", file=str(out))


@contextlib.contextmanager
def _locked(workshop: Path, out: Path) -> Iterator[None]:
    lock = FileLock(workshop / "lock", timeout=_LOCK_SECONDS)
    holder = workshop / "holder"
    try:
        lock.acquire()
    except Timeout as error:
        pid = holder.read_text("utf-8") if holder.is_file() else "?"
        raise OutputError.of("GA-O005", file=str(out), pid=pid) from error
    try:
        holder.write_text(str(os.getpid()), "utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _recover(out: Path) -> None:
    """Put the last output back if a run was killed while folders changed places."""
    previous = _workshop(out) / "previous"
    if previous.is_dir() and not out.exists():
        previous.rename(out)


def _sweep(out: Path) -> None:
    """Remove what killed runs left and stores that no output names."""
    workshop = _workshop(out)
    named = ""
    if (out / MANIFEST).is_file():
        named = str(json.loads((out / MANIFEST).read_text("utf-8")).get("store", ""))
    for rest in (*workshop.glob("part-*"), *workshop.glob("store-*"), workshop / "previous"):
        if rest.name != named:
            shutil.rmtree(rest, ignore_errors=True)


def _to_disk(folder: Path) -> None:
    for path in (*folder.rglob("*"), folder):
        if path.is_dir() and os.name == "nt":
            continue  # Windows has no handle to a folder to flush
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _put_in_place(staged: Path, out: Path, workshop: Path) -> None:
    if not out.exists() or not any(out.iterdir()):
        if out.exists():
            out.rmdir()
        staged.rename(out)
    elif not _exchange(staged, out):
        # Where the system cannot swap two folders at once there is a moment with none in place;
        # `_recover` mends a kill in that moment.
        previous = workshop / "previous"
        out.rename(previous)
        staged.rename(out)
        shutil.rmtree(previous, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step (Linux); False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    rename = getattr(libc, "renameat2", None)
    if rename is None:
        return False
    done = rename(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE)
    )
    return bool(done == 0)
