"""The report of a check, in a folder that appears whole or not at all."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from geoaccess.publish import CHECKED, staged_output
from geoaccess.validation.document import document
from geoaccess.validation.page import write_check_page
from geoaccess.validation.workbook import write_check_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from geoaccess.validation.findings import Check

__all__ = ["PAGE", "WORKBOOK", "write_check"]

PAGE, WORKBOOK = "kontroll.html", "kontroll.xlsx"


def write_check(check: Check, out: Path) -> None:
    """Write page, workbook and JSON; only the one who ran the check can open the folder.

    Raises
    ------
    OutputError
        If the folder holds something else or cannot be written; it is then as it was.
    """
    plain = json.dumps(
        document(check, check.study.study.language), ensure_ascii=False, indent=2, allow_nan=False
    )
    digest = hashlib.sha256(plain.encode("utf-8", "backslashreplace")).hexdigest()[:12]
    with staged_output(out, mark=CHECKED) as staged:
        staged.output.chmod(0o700)
        write_check_page(check, digest, staged.output / PAGE)
        write_check_workbook(check, staged.output / WORKBOOK)
        (staged.output / CHECKED).write_text(plain + "\n", "utf-8", errors="backslashreplace")
