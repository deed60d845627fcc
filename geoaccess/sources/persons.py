"""A file of persons is refused: a column of personal identity numbers, used or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.errors import InputError, NoticeList
from geoaccess.errors.personal import tells_persons

if TYPE_CHECKING:
    from geoaccess.sources.text_table import TextTable

__all__ = ["refuse_persons"]

# So many filled cells tell what a column holds, however long the file is.
_LOOKED_AT = 200


def refuse_persons(text: TextTable) -> None:
    """Refuse a table with a column of personal identity numbers; what it holds is never said.

    Raises
    ------
    InputError
        With each such column.
    """
    found = NoticeList()
    for name in text.names:
        filled = [cell for cell in text.column(name) if cell][:_LOOKED_AT]
        if tells_persons(filled):
            found.add("GA-T410", file=text.file, column=name)
    InputError.refuse(found)
