"""Why the system would not write, in the reader's language."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from geoaccess.messages import N_, Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["system_reason"]

_DENIED, _FULL = Phrase(N_("no right to write there")), Phrase(N_("the disk is full"))
_REASONS: Mapping[int, Phrase] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: Phrase(N_("the disk can only be read")),
    errno.ENAMETOOLONG: Phrase(N_("the name is too long")),
    errno.ENOTDIR: Phrase(N_("a part of the path is a file")),
}


def system_reason(error: OSError) -> str:
    """Say why a file or folder could not be written.

    Examples
    --------
    >>> system_reason(OSError(errno.ENOSPC, "No space left on device"))
    'the disk is full'
    """
    return _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)
