"""Notices about tables on other drawings: strangers to their key, and a city's own districts."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-L430",
        "error",
        N_("None of the table's areas ({n}) is in {key}: it has {value}, the other {example}."),
        N_(
            "Give codes instead of names, and check that from_id, or area_id of the boundaries, is "
            "the code of the table's own vintage."
        ),
    ),
    NoticeKind(
        "GA-L431",
        "info",
        N_("Rows of the key file that only repeat a pair of areas, left out: {n}."),
        N_("Nothing to do: a list of smaller areas names both of each."),
        assumption=True,
    ),
    NoticeKind(
        "GA-L432",
        "error",
        N_("The table is by {theirs}, the study's areas are {ours}: the city drew them anew."),
        N_(
            "Give a key from the older districts to the newer under [inputs.statistics.key] "
            "(from_id, to_id; share where a district was split), such as the city's list of "
            "stadsdelar with both, or a table by today's."
        ),
    ),
)
