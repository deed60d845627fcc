"""Check a study before it is run: every file read, every finding told, the rows to mend shown.

What is written here is private: it shows the analyst's own rows, and nothing is held back.
"""

from __future__ import annotations

from geoaccess.validation.document import document
from geoaccess.validation.findings import Check, CheckedInput, check_study, severities
from geoaccess.validation.write import PAGE, WORKBOOK, write_check

__all__ = [
    "PAGE",
    "WORKBOOK",
    "Check",
    "CheckedInput",
    "check_study",
    "document",
    "severities",
    "write_check",
]
