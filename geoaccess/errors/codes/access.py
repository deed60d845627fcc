"""Notices about measures of access: the people and the supply they are made of."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-A001",
        "error",
        N_("Ids given more than once: {n}. The first are {ids}."),
        N_("Give each origin and each site once; add up what belongs together."),
    ),
    NoticeKind(
        "GA-A002",
        "error",
        N_("Origins without a number of people: {n}. The first are {ids}."),
        N_(
            "Give each a number, 0 where nobody lives; leave origins out of the times if their "
            "people are not known, and say so."
        ),
    ),
    NoticeKind(
        "GA-A003",
        "error",
        N_("Sites without an entry of supply: {n}. The first are {ids}."),
        N_("Give each an entry, an empty one where its supply is not known."),
    ),
    NoticeKind(
        "GA-A004",
        "error",
        N_("Numbers below zero or infinite: {n}. The first, {value}, is that of {ids}."),
        N_("Give numbers from 0 up."),
    ),
    NoticeKind(
        "GA-A005",
        "error",
        N_(
            "Origins where the shares of the modes are not 0-1 or do not add up to 1: {n}. "
            "At {origin} they are {value}."
        ),
        N_("Give each origin a share of every mode, 0-1, that together make 1."),
    ),
)
