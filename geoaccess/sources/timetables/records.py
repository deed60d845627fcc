"""Where the rows of a CSV text begin, how many fields they have, and whether its quotes match.

All of it on the bytes at once: a year's stop times are millions of rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Records", "find_records"]

_COMMA, _QUOTE, _LINE = b',"\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The rows of a text that are not blank.

    `starts` and `ends` are byte positions, `lines` the text's line numbers, `fields` how many
    fields a row has. `torn` is the line of the first quotation mark out of place, if there is one.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    lines: NDArray[np.int64]
    fields: NDArray[np.int64]
    torn: int | None


def find_records(text: bytes) -> Records:
    r"""Find the rows of a text whose lines end in a line feed.

    Examples
    --------
    >>> rows = find_records(b'id,name\n1,"two\nlines, one cell"\n\n2\n')
    >>> rows.lines.tolist(), rows.fields.tolist(), rows.torn
    ([1, 2, 5], [2, 2, 1], None)
    >>> find_records(b'id,name\n1,"open\n2,b\n').torn
    2
    """
    data = np.frombuffer(text, dtype=np.uint8)
    line_ends = np.flatnonzero(data == _LINE)
    quote = data == _QUOTE
    ends, commas = line_ends, np.flatnonzero(data == _COMMA)
    torn = None
    if quote.any():
        # Inside a value from each odd quotation mark on; a doubled one leaves and comes back.
        inside = np.logical_xor.accumulate(quote)
        ends, commas = ends[~inside[ends]], commas[~inside[commas]]
        torn = _torn(data, np.flatnonzero(quote), inside)
    if not len(ends) or ends[-1] != len(data) - 1:
        ends = np.append(ends, len(data))
    starts = np.append(0, ends[:-1] + 1)
    fields = np.diff(np.searchsorted(commas, ends), prepend=0) + 1
    rows = ends > starts
    starts, ends, fields = starts[rows], ends[rows], fields[rows]
    return Records(
        starts=starts,
        ends=ends,
        lines=np.searchsorted(line_ends, starts) + 1,
        fields=fields,
        torn=None if torn is None else int(np.searchsorted(line_ends, torn)) + 1,
    )


def _torn(
    data: NDArray[np.uint8], quotes: NDArray[np.intp], inside: NDArray[np.bool_]
) -> int | None:
    """Position of the mark that opens the first value that is not properly quoted."""
    beside = np.concatenate([[_LINE], data, [_LINE]])
    opening = inside[quotes]
    neighbour = np.where(opening, beside[quotes], beside[quotes + 2])
    wrong = ~np.isin(neighbour, (_COMMA, _QUOTE, _LINE))
    if wrong.any():
        first = int(np.argmax(wrong))
        # A value left open shows only where the next one opens: the fault is where it began.
        return int(quotes[first if opening[first] else first - 1])
    return int(quotes[-1]) if len(quotes) % 2 else None
