"""Arrays in a folder, each file under the digest of what it was made of: whole, or not there."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
import zlib
from contextlib import contextmanager, suppress
from pathlib import Path
from tokenize import TokenError
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock, Timeout

from geoaccess.errors import OutputError
from geoaccess.messages.system import system_reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from numpy.typing import NDArray

__all__ = [
    "Arrays",
    "digest_of",
    "only_run",
    "read_arrays",
    "tile_file",
    "write_arrays",
]

Arrays = dict[str, "NDArray[Any]"]
# What a file names that holds the arrays: one that was renamed or copied is told by it.
_OWN = "digest"
# How the name of a file begins that is being written: other programs' are left alone.
_HALF = "writing-"
# And of a tile, all of it: others may have files whose names begin so.
_TILES = f"tile-{'[0-9a-f]' * 32}.npz"
# What reading a damaged one may end in: a turned bit may say that a file is encrypted, or packed in
# a way that nobody knows.
_BROKEN = (
    OSError,
    ValueError,
    EOFError,
    KeyError,
    RuntimeError,
    TokenError,
    zipfile.BadZipFile,
    zlib.error,
)


def digest_of(arrays: Mapping[str, NDArray[Any]], *words: object) -> str:
    """What tells these arrays, and what else they go with, from all others.

    Examples
    --------
    >>> one, other = {"a": np.array([1, 2])}, {"a": np.array([[1], [2]])}
    >>> digest_of(one) == digest_of({"a": np.array([1, 2])}), digest_of(one) == digest_of(other)
    (True, False)
    """
    digest = hashlib.blake2b(repr(words).encode(), digest_size=16)
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        digest.update(f"|{name} {array.dtype.str} {array.shape}|".encode())
        digest.update(array.data.cast("B") if array.size else b"")
    return digest.hexdigest()


def write_arrays(path: Path, digest: str, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write beside and move into place: a killed run leaves no half file under the name.

    Raises
    ------
    OutputError
        If the folder cannot be written.
    """
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=_HALF, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as out:
                np.savez(out, **{_OWN: np.array(digest), **arrays})  # type: ignore[arg-type]
                out.flush()
                os.fsync(out.fileno())
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as problem:
        reason = system_reason(problem)
        raise OutputError.of("GA-O530", file=str(path.parent), reason=reason) from problem


def read_arrays(path: Path, digest: str, names: Collection[str] = ()) -> Arrays | None:
    """What was written under a digest; None where it is not there, damaged, or something else.

    Parameters
    ----------
    path, digest
        Where, and under which digest.
    names
        Which of the arrays, the others are not read; all where none is named.
    """
    try:
        # numpy leaves a damaged file open.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            if str(held[_OWN]) != digest:
                return None
            return {name: held[name] for name in names or held.files if name != _OWN}
    except _BROKEN:
        return None


def tile_file(folder: Path, name: str) -> Path:
    """Where a tile is, while it is worked on."""
    return folder / f"tile-{name}.npz"


@contextmanager
def only_run(folder: Path) -> Iterator[None]:
    """Keep other runs out of a folder, and take away tiles and what killed ones left half done.

    Raises
    ------
    OutputError
        If another run is in it, or it cannot be used.
    """
    lock = FileLock(folder / "lock", timeout=0)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as other:
        raise OutputError.of("GA-O531", file=str(folder)) from other
    except OSError as problem:
        reason = system_reason(problem)
        raise OutputError.of("GA-O530", file=str(folder), reason=reason) from problem
    try:
        _clear(folder)
        yield
    finally:
        _clear(folder)
        lock.release()


def _clear(folder: Path) -> None:
    for rest in (*folder.glob(f"{_HALF}*.part"), *folder.glob(_TILES)):
        with suppress(OSError):
            rest.unlink()
