"""JSON by what it holds: features, or a statistics table as PxWeb or JSON-stat 2 writes it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from geoaccess.errors import InputError, NoticeList
from geoaccess.sources.csv_file import decoded
from geoaccess.sources.geo_file import geojson_table
from geoaccess.sources.json_stat import is_json_stat, table_of_json_stat
from geoaccess.sources.pxweb import is_pxweb, table_of_pxweb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geoaccess.sources.text_table import TextTable
    from geoaccess.study import Input

__all__ = ["read_json"]

_HALF = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_ANOTHER = "Extra data"


def read_json(path: Path, given: Input, *, file: str) -> TextTable:
    """Read a JSON file as text.

    Raises
    ------
    InputError
        Broken JSON (with its line), numbers that are none (NaN), a name written twice in a
        table, or what the reader of the kind refuses.
    """
    text, _ = decoded(path.read_bytes(), given.encoding, NoticeList(), file=file)
    odd: set[str] = set()
    twice: set[str] = set()

    def pairs(items: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        member = dict(items)
        if len(member) < len(items):
            names = [name for name, _ in items]
            twice.update(name for name in member if names.count(name) > 1)
        return member

    try:
        document = json.loads(text, parse_constant=odd.add, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        if error.msg == _ANOTHER:
            raise InputError.of("GA-T135", file=file, row=error.lineno) from error
        raise InputError.of("GA-T035", file=file, row=error.lineno) from error
    except (RecursionError, ValueError) as error:
        raise InputError.of("GA-T035", file=file) from error
    _refuse_half_letters(text, document, file)
    table = is_pxweb(document) or is_json_stat(document)
    if odd:
        code = "GA-T096" if table else "GA-G026"
        raise InputError.of(code, file=file, reason=", ".join(sorted(odd)))
    if twice and not table:
        raise InputError.of("GA-G041", file=file, value=min(twice))
    if not table:
        return geojson_table(document, file=file)
    if twice:
        # Of a name that stands twice the last would be taken, and the first lost unseen.
        raise InputError.of("GA-T098", file=file, value=min(twice))
    return (
        table_of_pxweb(document, file=file)
        if is_pxweb(document)
        else table_of_json_stat(document, given, file=file)
    )


def _refuse_half_letters(text: str, document: object, file: str) -> None:
    """Refuse an escape that is half a letter: such text can be read, but never written."""
    half = _HALF.search(text)
    if half is None:
        return
    try:
        json.dumps(document, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        row = text.count("\n", 0, half.start()) + 1
        raise InputError.of("GA-T136", file=file, row=row, value=half.group()) from error
