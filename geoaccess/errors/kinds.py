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
    ``messages/sv/notices.po``.
    """

    code: str
    severity: Severity
    text: str
    cure: str
