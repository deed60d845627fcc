"""What can go wrong, said so that it can be mended.

::

    GeoaccessError
    ├── ConfigError   (ValueError)   the study file or the command line     exit code 2
    ├── InputError    (ValueError)   an input file's content                exit code 3
    ├── ServiceError  (OSError)      a web service                          exit code 4
    ├── OutputError   (OSError)      disk, permission, lock                 exit code 5
    └── LimitError    (MemoryError)  more memory or size than there is      exit code 6

Every error carries its notices: all faults of a file at once, each with code, file, row, column,
value and cure. Warnings are notices too; they travel with the result and are listed last.
"""

from __future__ import annotations

from geoaccess.errors.catalogue import CATALOGUE, NoticeKind, Severity
from geoaccess.errors.notices import Notice, NoticeList
from geoaccess.errors.tree import (
    ConfigError,
    GeoaccessError,
    InputError,
    LimitError,
    OutputError,
    ServiceError,
    telling_beside,
)

__all__ = [
    "CATALOGUE",
    "ConfigError",
    "GeoaccessError",
    "InputError",
    "LimitError",
    "Notice",
    "NoticeKind",
    "NoticeList",
    "OutputError",
    "ServiceError",
    "Severity",
    "telling_beside",
]
