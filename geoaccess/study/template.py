"""The commented study file that ``geoaccess init`` writes: every key, explained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geoaccess.messages import Language

__all__ = ["study_template"]

# Lines that start with "sv|" or "en|" are comments of that language; the others are common.
_TEXT = Path(__file__).with_name("template.txt")


def study_template(lang: Language = "sv") -> str:
    """Text of a study file to fill in, with comments in Swedish or English.

    Examples
    --------
    >>> study_template("en").splitlines()[0]
    '# Study for geoaccess: which region, which files, which rules.'
    """
    other = "en|" if lang == "sv" else "sv|"
    lines = _TEXT.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(other)]
    return "\n".join(line.removeprefix(f"{lang}|") for line in kept) + "\n"
