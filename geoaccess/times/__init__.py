"""Travel times from population points to sites, each pair with a time or the reason it has none.

`Times` holds every cell; `SparseTimes` holds the pairs worth holding and says the rest once per
origin. Measures take either and give the same numbers.
"""

from __future__ import annotations

from geoaccess.times.dense import Times
from geoaccess.times.sparse import SparseTimes
from geoaccess.times.status import LONGEST_SECONDS, Status, is_silent, minutes_of, status_names

__all__ = [
    "LONGEST_SECONDS",
    "AnyTimes",
    "SparseTimes",
    "Status",
    "Times",
    "is_silent",
    "minutes_of",
    "status_names",
]

AnyTimes = Times | SparseTimes
"""Times in either form."""
