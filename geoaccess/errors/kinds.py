"""What one kind of notice is: its code, how bad it is, its sentence and its cure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["NoticeKind", "Severity"]

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One line of the catalogue.

    `text` and `cure` are English sentences with ``{places}``; the Swedish ones stand in
    ``messages/sv/notices.po``. `assumption` marks what was taken for granted while the files were
    read and put together: every output that names its sources says it too.
    """

    code: str
    severity: Severity
    text: str
    cure: str
    assumption: bool = False
