"""A file that can't be opened is refused by name, and one that changes while it is read too."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from geoaccess.errors import GeoaccessError, InputError
from geoaccess.messages import N_, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["file_is_as", "opened_or_refused", "stamp_of"]


@contextlib.contextmanager
def opened_or_refused(file: str) -> Iterator[None]:
    """Refuse the file if the system does not let it be read, such as for lack of rights.

    Parameters
    ----------
    file
        What to call it in messages.

    Raises
    ------
    InputError
        With the system's reason.
    """
    try:
        yield
    except GeoaccessError:
        raise
    except FileNotFoundError as error:
        raise InputError.of("GA-T036", file=file) from error
    except PermissionError as error:
        reason = Phrase(N_("it is locked, or there is no right to read it"))
        raise InputError.of("GA-T130", file=file, reason=reason) from error
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InputError.of("GA-T130", file=file, reason=why) from error


def stamp_of(path: Path) -> tuple[int, int]:
    """Size of a file and when it was last written."""
    about = path.stat()
    return about.st_size, about.st_mtime_ns


def file_is_as(stamp: tuple[int, int] | None, path: Path) -> bool:
    """Whether a file is as it was; nothing is known without a stamp."""
    return stamp is None or (path.exists() and stamp_of(path) == stamp)
